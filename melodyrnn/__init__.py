"""Compose with a recurrent network that learned from your own MIDI."""

__version__ = "0.1.0"
