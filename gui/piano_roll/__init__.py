"""The piano roll: where melodies are drawn and edited."""
