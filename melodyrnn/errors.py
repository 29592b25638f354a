"""Every error a user can meet, as one tree.

MelodyRnnError                 the input is at fault; the message says what to do
├── MidiFileError              a file that holds no MIDI we can read
├── EmptyPieceError            readable, but without a note to work with
├── ModelFileError             not one of our model files, damaged, or too new
├── CollectionError            a folder with nothing (or too little) to learn from
├── ProjectFileError           not one of our projects, damaged, or too new
├── RequestError               settings that contradict each other or the model
├── PeerError                  another process or machine of a training is gone
├── PlaybackError              a sound device or MIDI port that cannot be used
└── ExportError                sound or picture could not be written

A message is one sentence a musician understands. Anything else that is raised
is a bug and deserves its traceback.
"""

from __future__ import annotations


class MelodyRnnError(Exception):
    """Root of all errors caused by input, not by a bug."""


class MidiFileError(MelodyRnnError):
    """A file holds no MIDI that can be read."""


class EmptyPieceError(MelodyRnnError):
    """A piece holds no note to work with."""


class ModelFileError(MelodyRnnError):
    """A file is no model of ours, is damaged, or comes from a newer version."""


class CollectionError(MelodyRnnError):
    """A collection holds nothing, or too little, to learn from."""


class ProjectFileError(MelodyRnnError):
    """A file is no project of ours, is damaged, or comes from a newer version."""


class RequestError(MelodyRnnError):
    """A request contradicts itself, the seed or the model."""


class PeerError(MelodyRnnError):
    """Another process or machine of a training is gone, or has other music."""


class PlaybackError(MelodyRnnError):
    """A sound device or MIDI port cannot be used."""


class ExportError(MelodyRnnError):
    """A sound or picture file could not be made."""
