"""The panels around the piano roll."""
