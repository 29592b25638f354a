"""A folder of MIDI files as pieces to learn from."""
