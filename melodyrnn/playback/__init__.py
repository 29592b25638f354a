"""Hearing pieces: the transport, the sound device, external MIDI ports."""
