"""Score cards made by hand: of a good model, and of one that learned ten tunes."""

from __future__ import annotations

from melodyrnn.scorecard.result import Foils, Originality, Overlap, Rival, ScoreCard


def rival(name: str, shift: float, pitch: float, duration: float) -> Rival:
    """Someone who pays so much for each."""
    total = shift + pitch + duration
    return Rival(
        name,
        {"shift": shift, "pitch": pitch, "duration": duration, "without_velocity": total},
    )


def overlap(name: str, labels: str, takes: str, music: str) -> Overlap:
    """Labels and percentages in order, divided by spaces."""
    ours, theirs = (tuple(float(p) / 100 for p in text.split()) for text in (takes, music))
    share = sum(map(min, ours, theirs))
    return Overlap(
        name, share, ours, theirs, tuple(labels.replace(" ", "|").replace("~", " ").split("|"))
    )


PITCHES = overlap(
    "pitch in the key",
    "1 ♭2 2 ♭3 3 4 ♯4 5 ♭6 6 ♭7 7",
    "19 0 16 2 15 9 3 17 1 10 2 6",
    "18 1 17 1 14 9 3 18 1 10 1 7",
)
INTERVALS = overlap(
    "interval",
    f"<~-12 {' '.join(f'{i:+d}' if i else '0' for i in range(-12, 13))} >~+12",
    "0 1 0 0 1 2 1 2 3 5 9 14 5 12 4 13 10 7 4 3 1 2 0 0 1 0 0",
    "0 1 0 0 1 2 0 3 4 6 8 12 6 10 5 14 9 6 5 3 1 3 0 0 1 0 0",
)
LENGTHS = overlap(
    "duration",
    "32nd 16th~triplet 16th 8th~triplet dotted~16th 8th quarter~triplet dotted~8th quarter"
    " dotted~quarter half dotted~half whole longer",
    "0 0 6 1 0 60 0 3 20 6 3 1 0 0",
    "0 0 9 1 0 51 1 2 22 4 6 3 1 0",
)
CROWDED = overlap(
    "notes a bar",
    f"{' '.join(map(str, range(16)))} 16 17+ 21+ 25+ 33+ 49+",
    "0 1 2 4 8 12 20 21 18 7 3 2 2 0 0 0 0 0 0 0 0 0",
    "0 1 3 6 9 14 19 18 16 8 3 2 1 0 0 0 0 0 0 0 0 0",
)
RHYTHMS = overlap(
    "bars whose rhythm comes back", "0~% 13~% 25~% 38~% 50~% 63~% 75~% 88~% 100~%",
    "4 3 4 5 10 12 14 18 30", "2 2 3 5 9 11 15 19 34",
)  # fmt: skip
RETURNS = overlap(
    "bars whose pitches come back", "0~% 13~% 25~% 38~% 50~% 63~% 75~% 88~% 100~%",
    "40 15 12 9 8 6 4 3 3", "20 8 10 12 16 12 9 7 6",
)  # fmt: skip
OVERLAPS = (PITCHES, INTERVALS, LENGTHS, CROWDED, RHYTHMS, RETURNS)

GOOD = ScoreCard(
    model="melody",
    identity="abcdef0123456789",
    collection="session tunes",
    made="2026-11-20",
    pieces=103,
    notes=24_118,
    left_out=12,
    score=rival("melody", 0.21, 1.12, 0.38),
    rivals=(rival("copying forward", 0.72, 1.95, 0.66), rival("Markov chain", 0.44, 1.51, 0.6)),
    foils=(Foils("another piece", 400, 348), Foils("elsewhere in the piece", 400, 381)),
    overlaps=OVERLAPS,
    originality=Originality(200, 6.0, 11.0, 23, 0.09, 5.0, 9.0, 31, 0.07, "Off She Goes"),
    verdict=(
        "It has understood this music: it foresees it far better than any counting could.",
        "Its takes sound much like the music, and are no more copied than people's own pieces.",
        "Only bars that come again are rarer in its takes.",
    ),
    remarks=("Takes were written with the usual settings, eight bars each.",),
    takes=200,
    took_s=74.0,
)

TEN_TUNES = ScoreCard(
    model="ten tunes",
    identity="1234567890abcdef",
    collection="a folder with a rather long name of session tunes",
    made="2026-11-21T10:20:30",
    pieces=40,
    notes=7_004,
    left_out=1,
    score=rival("ten tunes", 0.95, 3.1, 1.2),
    rivals=(rival("copying forward", 0.72, 1.95, 0.66), rival("Markov chain", 0.81, 2.3, 0.9)),
    foils=(Foils("another piece", 60, 33),),
    overlaps=(PITCHES, RETURNS),
    originality=Originality(200, 41.0, 96.0, 212, 0.86, 3.0, 5.0, 9, 0.01, "Off She Goes"),
    verdict=(
        "Too little data: it repeats Off She Goes.",
        "A Markov chain, which only counts, foresees this music better.",
    ),
)
