"""The tables of a SoundFont file, as the SoundFont 2.04 specification names them.

A SoundFont is a RIFF file: presets (what a MIDI program selects) hold zones, each
naming an instrument; instruments hold zones, each naming a sample. A zone is a bag
of generators, that is, settings.
"""

from __future__ import annotations

from enum import IntEnum

import numpy as np

TABLES = {
    b"phdr": np.dtype(
        [("name", "S20"), ("program", "<u2"), ("bank", "<u2"), ("bag", "<u2"), ("rest", "V12")]
    ),
    b"pbag": np.dtype([("generator", "<u2"), ("modulator", "<u2")]),
    b"pgen": np.dtype([("setting", "<u2"), ("amount", "<i2")]),
    b"inst": np.dtype([("name", "S20"), ("bag", "<u2")]),
    b"ibag": np.dtype([("generator", "<u2"), ("modulator", "<u2")]),
    b"igen": np.dtype([("setting", "<u2"), ("amount", "<i2")]),
    b"shdr": np.dtype(
        [
            ("name", "S20"),
            ("start", "<u4"),
            ("end", "<u4"),
            ("loop_start", "<u4"),
            ("loop_end", "<u4"),
            ("rate", "<u4"),
            ("pitch", "u1"),
            ("correction", "i1"),
            ("link", "<u2"),
            ("kind", "<u2"),
        ]
    ),
}
"""The record of each table that is read; the modulator tables are not."""

ROM_SAMPLE = 0x8000
COMPRESSED_SAMPLE = 0x10
"""Bits of a sample's kind: its sound is not in the file, or packed as Ogg (sf3)."""

DRUM_BANK = 128


class Setting(IntEnum):
    """The generators this player understands, by their number in the file.

    Times are in timecents (1200 * log2 of seconds), levels in centibels, pitches in
    cents, pan in tenths of a per cent.
    """

    START = 0
    END = 1
    LOOP_START = 2
    LOOP_END = 3
    START_COARSE = 4
    SWAY_TO_PITCH = 5  # "mod LFO"
    VIBRATO_TO_PITCH = 6
    CONTOUR_TO_PITCH = 7  # "mod envelope"
    CUTOFF = 8
    RESONANCE = 9
    SWAY_TO_CUTOFF = 10
    CONTOUR_TO_CUTOFF = 11
    END_COARSE = 12
    PAN = 17
    SWAY_DELAY = 21
    SWAY_RATE = 22
    VIBRATO_DELAY = 23
    VIBRATO_RATE = 24
    CONTOUR_DELAY = 25
    CONTOUR_ATTACK = 26
    CONTOUR_HOLD = 27
    CONTOUR_DECAY = 28
    CONTOUR_SUSTAIN = 29
    DELAY = 33
    ATTACK = 34
    HOLD = 35
    DECAY = 36
    SUSTAIN = 37
    RELEASE = 38
    KEY_TO_HOLD = 39
    KEY_TO_DECAY = 40
    INSTRUMENT = 41
    KEY_RANGE = 43
    VELOCITY_RANGE = 44
    LOOP_START_COARSE = 45
    FIXED_KEY = 46
    ATTENUATION = 48
    LOOP_END_COARSE = 50
    COARSE_TUNE = 51
    FINE_TUNE = 52
    SAMPLE = 53
    LOOP_MODE = 54
    SCALE_TUNING = 56
    ROOT_KEY = 58


SETTING_COUNT = 61

ANY_RANGE = 127 << 8
"""Low byte 0, high byte 127."""

INSTRUMENT_DEFAULTS = {
    Setting.CUTOFF: 13500,
    Setting.KEY_RANGE: ANY_RANGE,
    Setting.VELOCITY_RANGE: ANY_RANGE,
    Setting.FIXED_KEY: -1,
    Setting.SCALE_TUNING: 100,
    Setting.ROOT_KEY: -1,
} | dict.fromkeys(
    (
        Setting.SWAY_DELAY,
        Setting.VIBRATO_DELAY,
        Setting.CONTOUR_DELAY,
        Setting.CONTOUR_ATTACK,
        Setting.CONTOUR_HOLD,
        Setting.CONTOUR_DECAY,
        Setting.DELAY,
        Setting.ATTACK,
        Setting.HOLD,
        Setting.DECAY,
        Setting.RELEASE,
    ),
    -12000,
)
"""What a setting is where a zone does not say; 0 for the rest."""

PRESET_DEFAULTS = {Setting.KEY_RANGE: ANY_RANGE, Setting.VELOCITY_RANGE: ANY_RANGE}

NOT_ADDED = (
    Setting.START,
    Setting.END,
    Setting.LOOP_START,
    Setting.LOOP_END,
    Setting.START_COARSE,
    Setting.END_COARSE,
    Setting.INSTRUMENT,
    Setting.KEY_RANGE,
    Setting.VELOCITY_RANGE,
    Setting.LOOP_START_COARSE,
    Setting.FIXED_KEY,
    Setting.LOOP_END_COARSE,
    Setting.SAMPLE,
    Setting.LOOP_MODE,
    Setting.ROOT_KEY,
)
"""Settings of a preset's zone add to its instrument's, except these."""
