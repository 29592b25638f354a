"""How everything was measured, for those who want to know or to do it again."""

from __future__ import annotations

from collections.abc import Iterator

from melodyrnn.comparison.results import Comparison
from melodyrnn.comparison.words import LEVEL, span


def methods(comparison: Comparison) -> Iterator[str]:
    """One paragraph for each thing that was measured."""
    yield from _learning(comparison)
    yield from _measures(comparison)
    how = comparison.conditions
    versions = ", ".join(f"{name} {number}" for name, number in how.versions.items())
    yield f"Machine: {how.machine}. {versions}. {how.started}, {span(how.took_s)} in all."
    if how.command:
        yield f"Command: {how.command}"


def _learning(comparison: Comparison) -> Iterator[str]:
    music, how = comparison.music, comparison.conditions
    yield (
        f"Music: {music.files:,} MIDI files, {music.kept:,} of them with a line to learn from;"
        f" {music.held_out_pieces:,} lines with {music.held_out_notes:,} notes were kept aside"
        f" ({100 * how.held_out:g} %, near-duplicates on one side, random seed {how.seed}) and"
        " are what every score here is of."
    )
    threads = f"{how.threads} thread{'' if how.threads == 1 else 's'}"
    yield (
        f"Learning: size {how.size}, {how.minutes:g} minutes for each network on"
        f" {threads if how.threads else 'as many threads as were fastest'} ({how.device}); the"
        " clock stands still while scores are taken. Same batches in the same order, same random"
        " seed; the rate of learning falls over the time, the transformer's from twice as high, as"
        " suits it. Scores are those of the running average"
        " of weights; what is measured after training is measured on the best of them."
    )
    yield (
        f"One random seed each: differences below {LEVEL:g} nats a note are called level here, and"
        " somewhat larger ones may turn with another seed, other music or more time."
    )


def _measures(comparison: Comparison) -> Iterator[str]:
    how = comparison.conditions
    yield (
        "One more note: the numpy engine that this program composes with, one thread; median of"
        f" {how.timed_notes} notes at each length, networks and lengths taken in turn. A note is"
        " four choices asked for and one step. The transformer may look back over 4,096 notes."
    )
    yield (
        f"Gradient: norm of the derivative of one note's loss by what was read k notes before"
        f" (after its embedding), mean over {how.reach_places} places in held-out pieces, each"
        " read from its beginning, without dropout; as a share of the mean at the note read"
        " last. With the memory, its own ways back count too."
    )
    yield (
        f"Past cut off: {how.context_places} places in held-out pieces, the same for all lengths"
        " and networks, the state empty so many notes before."
    )
