"""Notes as the events a network reads and writes: one event a note."""
