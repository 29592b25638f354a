"""The window in which a network learns from the user's own music."""
