"""What the window edits: the project, its undo history, its files."""
