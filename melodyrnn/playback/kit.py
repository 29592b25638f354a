"""The sounds of keys, made once and kept."""

from __future__ import annotations

import threading
from collections import OrderedDict

import numpy as np

from melodyrnn.export.voice import Instrument, Samples, SoundBank, Voice, release_ramp
from melodyrnn.playback.schedule import SoundKey

ATTACK_S = 0.5
"""How much of a sound is made first: enough to begin with, at a tenth of the work."""

MAX_HELD_S = 30.0
"""A note held longer than this ends: memory stays small."""

MAX_BYTES = 128 << 20
"""Beyond this sounds are given up, those not used for longest first, and made only on demand."""

TAIL_FADE = 128
"""Frames over which a sound that is not yet whole fades at its end, lest it click."""


class KeySound:
    """How one key sounds, as far as it has been made. Replaced as a whole when it grows."""

    __slots__ = ("held", "voices")

    def __init__(self) -> None:
        self.voices: tuple[tuple[Voice, Samples], ...] = ()
        self.held = -1

    @property
    def is_ready(self) -> bool:
        """Whether its beginning can be heard; so is that of a key without any sound."""
        return self.held >= 0

    def reaches(self, frames: int) -> bool:
        """Whether it can be heard from so far on, or is made whole and over by then."""
        return self.held >= frames or any(len(voice.body) > frames for voice, _ in self.voices)

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(voice.body.nbytes for voice, _ in self.voices)


class Kit:
    """Makes sounds on demand. Looking one up never waits; making takes milliseconds."""

    def __init__(self, bank: SoundBank, rate: int) -> None:
        self.rate = rate
        self._bank = bank
        self._instruments: dict[tuple[int, bool], Instrument] = {}
        self._ramps: dict[int, Samples] = {}
        self._sounds: OrderedDict[SoundKey, KeySound] = OrderedDict()
        self._lock = threading.Lock()

    def use_bank(self, bank: SoundBank) -> None:
        """Other instruments: all sounds are made anew. What sounds now sounds on."""
        with self._lock:
            self._bank, self._instruments = bank, {}
            self._sounds = OrderedDict()

    @property
    def attack(self) -> int:
        """Frames of a sound that are made first."""
        return round(ATTACK_S * self.rate)

    def sound(self, key: SoundKey) -> KeySound:
        """The sound of a key, perhaps not made yet."""
        with self._lock:
            sound = self._sounds.get(key)
            if sound is None:
                sound = self._sounds[key] = KeySound()
            self._sounds.move_to_end(key)
            return sound

    def has(self, key: SoundKey, held: int) -> bool:
        """Whether the key's sound is made for a note held that many frames."""
        return self.sound(key).held >= self._limited(held)

    def make_attack(self, key: SoundKey) -> None:
        """Makes the beginning of a sound, unless there is more of it already."""
        sound = self.sound(key)
        if not sound.is_ready:
            self._make(sound, key, self.attack, rings_out=False)
            sound.held = 0  # a note of any length needs the rest

    def make(self, key: SoundKey, held: int) -> None:
        """Makes a sound whole, for notes held up to that many frames."""
        if not self.has(key, held):
            sound = self.sound(key)
            # More than was asked for: so most edits need no more to be made.
            held = self._limited(max(self.attack, held + held // 4))
            self._make(sound, key, held, rings_out=True)
            sound.held = held

    def give_up_unused(self, needed: set[SoundKey], limit: int | None = None) -> None:
        """Forgets sounds that are not needed, the longest unused first, when they are many."""
        limit = MAX_BYTES if limit is None else limit
        with self._lock:
            size = sum(sound.size for sound in self._sounds.values())
            for key in list(self._sounds):
                if size <= limit:
                    return
                if key not in needed:
                    size -= self._sounds.pop(key).size

    @property
    def is_full(self) -> bool:
        """Whether sounds had better be made only on demand."""
        return self.size >= MAX_BYTES

    @property
    def size(self) -> int:
        """Bytes of all sounds."""
        with self._lock:
            return sum(sound.size for sound in self._sounds.values())

    def _limited(self, held: int) -> int:
        return min(held, round(MAX_HELD_S * self.rate))

    def _make(self, sound: KeySound, key: SoundKey, held: int, *, rings_out: bool) -> None:
        instrument = self._instrument(key.program, key.is_drum)
        made = []
        for voice in instrument.voices(key.pitch, held, rings_out=rings_out):
            fade = min(TAIL_FADE, len(voice.body))
            if fade:
                voice.body[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)[:, None]
                made.append((voice, self._ramp(voice)))
        sound.voices = tuple(made)
        # Room for what is about to sound, though not without end.
        self.give_up_unused({key}, MAX_BYTES + MAX_BYTES // 2)

    def _ramp(self, voice: Voice) -> Samples:
        frames = voice.release_frames(self.rate)
        if frames not in self._ramps:
            self._ramps[frames] = release_ramp(voice, self.rate)
        return self._ramps[frames]

    def _instrument(self, program: int, is_drum: bool) -> Instrument:
        name = (program, is_drum)
        with self._lock:  # one bank's instrument never gets among those of another
            bank, instruments = self._bank, self._instruments
        if name not in instruments:
            instruments[name] = bank.instrument(program, is_drum=is_drum, sample_rate=self.rate)
        return instruments[name]
