"""MIDI files in and out, and the bridge to pretty_midi."""
