"""Writes `midi_data/seeds/`: twelve short melodies in the public domain, for trying things out.

Run `python tools/make_seeds.py` (or `--out FOLDER`) after changing a melody here; the
files come out the same, byte for byte, every time.

How a melody is written. Words are separated by spaces, bars by `|`.

    w h q e s      from here on notes are whole, half, quarter, eighth, sixteenth
    q.             the same with a dot: half as long again
    C4 F#4 Bb3     a note; C4 is middle C
    C4~            tied: the next note has the same pitch and prolongs this one
    r              a rest
    6/4            from this bar on the meter is 6/4 (first word of its bar)

Every bar is full; a pickup is a first bar that starts with rests. Melodies are written
down from common knowledge of the tunes, not taken from anybody's edition.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path

from melodyrnn.midi.writing import write_midi
from melodyrnn.music.key import Key, KeyChange, KeyMap
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.notes import TICKS_PER_QUARTER, Note, NoteSequence
from melodyrnn.music.piece import Part, Piece
from melodyrnn.music.tempo import TempoMap

SEEDS_FOLDER = Path(__file__).resolve().parent.parent / "midi_data" / "seeds"

LENGTHS = {"w": 4 * TICKS_PER_QUARTER, "h": 2 * TICKS_PER_QUARTER, "q": TICKS_PER_QUARTER}
LENGTHS |= {"e": TICKS_PER_QUARTER // 2, "s": TICKS_PER_QUARTER // 4}
STEPS = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
SIGNS = {"": 0, "#": 1, "b": -1}


class NotationError(ValueError):
    """A melody in this file is not written as the notation asks."""


@dataclass(frozen=True, slots=True)
class Seed:
    """One melody.

    file: name without ending. bpm: quarters a minute. velocities: loudness at the start
    and at the end; accents come on top. melody: in the notation stated above.
    """

    file: str
    title: str
    key: str
    meter: str
    bpm: int
    velocities: tuple[int, int]
    melody: str


SEEDS = (
    Seed("ode_to_joy", "Ode to Joy", "D", "4/4", 112, (70, 82), """
        q F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | q. F#4 e E4 h E4
        q F#4 F#4 G4 A4 | A4 G4 F#4 E4 | D4 D4 E4 F#4 | q. E4 e D4 h D4
    """),
    # With the raised sixth (C#), as the old lute books have it.
    Seed("greensleeves", "Greensleeves", "Em", "6/8", 84, (68, 76), """
        h r e r E4
        q G4 e A4 e. B4 s C#5 e B4 | q A4 e F#4 e. D4 s E4 e F#4
        q G4 e E4 e. E4 s D#4 e E4 | q F#4 e D#4 q B3 e E4
        q G4 e A4 e. B4 s C#5 e B4 | q A4 e F#4 e. D4 s E4 e F#4
        e. G4 s F#4 e E4 e. D#4 s C#4 e D#4 | q. E4 q E4 e r
    """),
    # Dorian: the signature of D minor, but B natural.
    Seed("scarborough_fair", "Scarborough Fair", "Dm", "3/4", 108, (68, 78), """
        h D4 q D4 | h A4 q A4 | q. E4 e F4 q E4 | h. D4
        q r A4 C5 | h D5 q C5 | A4 B4 G4 | h. A4
    """),
    Seed("fuer_elise", "Für Elise", "Am", "3/8", 72, (58, 64), """
        q r s E5 D#5
        s E5 D#5 E5 B4 D5 C5 | e A4 s r C4 E4 A4 | e B4 s r E4 G#4 B4 | e C5 s r E4 E5 D#5
        s E5 D#5 E5 B4 D5 C5 | e A4 s r C4 E4 A4 | e B4 s r E4 C5 B4 | q A4 e r
    """),
    Seed("auld_lang_syne", "Auld Lang Syne", "F", "4/4", 96, (72, 80), """
        h. r q C4
        q. F4 e F4 q F4 A4 | q. G4 e F4 q G4 A4 | q. F4 e F4 q A4 C5 | h. D5 q D5
        q. C5 e A4 q A4 F4 | q. G4 e F4 q G4 A4 | q. F4 e D4 q D4 C4 | h. F4 q r
    """),
    # Pentatonic.
    Seed("amazing_grace", "Amazing Grace", "Eb", "3/4", 84, (66, 82), """
        h r q Bb3
        h Eb4 e G4 Eb4 | h G4 q F4 | h Eb4 q C4 | h Bb3 q Bb3
        h Eb4 e G4 Eb4 | h G4 q F4 | h. Bb4~ | h Bb4 q r
    """),
    # Dorian: the signature of E minor, but C sharp.
    Seed("drunken_sailor", "Drunken Sailor", "Em", "2/4", 104, (78, 88), """
        e B4 s B4 B4 e B4 s B4 B4 | e B4 E4 G4 B4 | e A4 s A4 A4 e A4 s A4 A4 | e A4 D4 F#4 A4
        e B4 s B4 B4 e B4 s B4 B4 | e B4 C#5 D5 E5 | D5 B4 A4 F#4 | q E4 E4
    """),
    Seed("minuet_in_g", "Minuet in G", "G", "3/4", 120, (72, 78), """
        q D5 e G4 A4 B4 C5 | q D5 G4 G4 | E5 e C5 D5 E5 F#5 | q G5 G4 G4
        q C5 e D5 C5 B4 A4 | q B4 e C5 B4 A4 G4 | q F#4 e G4 A4 B4 G4 | h. A4
    """),
    Seed("mountain_king", "In the Hall of the Mountain King", "Bm", "4/4", 138, (54, 80), """
        e B3 C#4 D4 E4 F#4 D4 q F#4 | e E#4 C#4 q E#4 e E4 C4 q E4
        e B3 C#4 D4 E4 F#4 D4 F#4 B4 | e A4 F#4 D4 F#4 h A4
        e F#4 G#4 A#4 B4 C#5 A#4 q C#5 | e D5 A#4 q D5 e C#5 A#4 q C#5
        e F#4 G#4 A#4 B4 C#5 A#4 q C#5 | e D5 A#4 q D5 h C#5
    """),
    Seed("when_the_saints", "When the Saints Go Marching In", "C", "4/4", 152, (76, 88), """
        q r C4 E4 F4 | w G4 | q r C4 E4 F4 | w G4
        q r C4 E4 F4 | h G4 E4 | C4 E4 | w D4
    """),
    Seed("promenade", "Promenade", "Bb", "5/4", 104, (76, 84), """
        q G4 F4 Bb4 e C5 F5 q D5 | 6/4 e C5 F5 q D5 Bb4 C5 G4 F4
        5/4 q G4 F4 Bb4 e C5 F5 q D5 | 6/4 e C5 F5 q D5 Bb4 C5 G4 F4
    """),
    Seed("jesu_joy", "Jesu, Joy of Man's Desiring", "G", "9/8", 96, (66, 76), """
        e r G4 A4 B4 D5 C5 C5 E5 D5 | D5 G5 F#5 G5 D5 B4 G4 A4 B4
        e C5 D5 E5 D5 C5 B4 A4 B4 G4 | F#4 G4 A4 D4 F#4 A4 C5 B4 A4
        e B4 G4 A4 B4 D5 C5 C5 E5 D5 | D5 G5 F#5 G5 D5 B4 G4 A4 B4
        e E4 D5 C5 B4 A4 G4 D4 G4 F#4 | h. G4 q. r
    """),
)  # fmt: skip


def main() -> None:
    """Writes all seeds into the folder asked for."""
    arguments = argparse.ArgumentParser(description="Write the seed melodies as MIDI files.")
    arguments.add_argument("--out", type=Path, default=SEEDS_FOLDER, help="folder to write to")
    folder: Path = arguments.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS:
        write_midi(seed_piece(seed), folder / f"{seed.file}.mid")


def seed_piece(seed: Seed) -> Piece:
    """The seed as a piece of one part.

    Raises:
        NotationError: a bar is not full, or holds what is not in the notation.
    """
    meters, bars = _read_bars(seed)
    notes = _join_ties(seed, [note for bar in bars for note in bar])
    return Piece(
        parts=(Part(_with_loudness(notes, meters, seed.velocities), name="Melody"),),
        tempos=TempoMap.from_bpm(seed.bpm),
        meters=meters,
        keys=KeyMap([KeyChange(0, Key.parse(seed.key))]),
        title=seed.title,
    )


@dataclass(frozen=True, slots=True)
class _Sound:
    """A note as written: before ties are joined. Times in ticks."""

    onset: int
    pitch: int
    duration: int
    is_tied: bool


def _read_bars(seed: Seed) -> tuple[MeterMap, list[list[_Sound]]]:
    meter = Meter.parse(seed.meter)
    changes = [MeterChange(0, meter)]
    bars: list[list[_Sound]] = []
    start = 0
    length = 0
    for number, text in enumerate(re.split(r"[|\n]", seed.melody.strip()), start=1):
        words = text.split()
        if words and "/" in words[0]:
            meter = Meter.parse(words.pop(0))
            changes.append(MeterChange(start, meter))
        where = f"{seed.file}, bar {number}"
        sounds, end, length = _read_bar(words, start, length, where)
        if end - start != meter.bar_ticks:
            raise NotationError(
                f"{where} is {end - start} ticks long, but a bar of {meter} has {meter.bar_ticks}"
            )
        bars.append(sounds)
        start = end
    return MeterMap(changes), bars


def _read_bar(
    words: list[str], start: int, length: int, where: str
) -> tuple[list[_Sound], int, int]:
    """The sounds of a bar that starts at `start`, its end, and the length of note last set."""
    sounds = []
    for word in words:
        if word.rstrip(".") in LENGTHS:
            length = LENGTHS[word.rstrip(".")] * (3 if word.endswith(".") else 2) // 2
            continue
        if not length:
            raise NotationError(f"{where} holds {word!r} before any length")
        if word != "r":
            pitch = _read_pitch(word.removesuffix("~"), where)
            sounds.append(_Sound(start, pitch, length, is_tied=word.endswith("~")))
        start += length
    return sounds, start, length


def _read_pitch(word: str, where: str) -> int:
    match = re.fullmatch(r"([A-G])([#b]?)(\d)", word)
    if match is None:
        raise NotationError(f"{where} holds {word!r}, which is no note, rest or length")
    step, sign, octave = match.groups()
    return STEPS[step] + SIGNS[sign] + 12 * (int(octave) + 1)


def _join_ties(seed: Seed, sounds: list[_Sound]) -> list[_Sound]:
    joined: list[_Sound] = []
    is_open = False
    for sound in sounds:
        if not is_open:
            joined.append(sound)
        else:
            last = joined[-1]
            if (last.pitch, last.onset + last.duration) != (sound.pitch, sound.onset):
                raise NotationError(f"{seed.file} ties a note to something else than itself")
            joined[-1] = _Sound(last.onset, last.pitch, last.duration + sound.duration, False)
        is_open = sound.is_tied
    if is_open:
        raise NotationError(f"{seed.file} ends with a tie to nothing")
    return joined


def _with_loudness(
    sounds: list[_Sound], meters: MeterMap, velocities: tuple[int, int]
) -> NoteSequence:
    """Gives each sound a velocity: a straight line from first to last, and light accents."""
    first, last = velocities
    end = max(1, sounds[-1].onset)
    return NoteSequence(
        Note(
            sound.onset,
            sound.pitch,
            sound.duration,
            first + (last - first) * sound.onset // end + _accent(meters, sound.onset),
        )
        for sound in sounds
    )


def _accent(meters: MeterMap, tick: int) -> int:
    """Velocity to add: most on the first beat, some on the others, less between them."""
    position = meters.locate(tick)
    offset = tick - int(position.bar_start)
    if offset == 0:
        return 6
    if offset % int(position.beat_ticks):
        return -2
    return 3 if offset * 2 == int(position.bar_ticks) else 1


if __name__ == "__main__":
    main()
