"""How each polyphonic set is learned: one table, each row of which a command can change.

Pieces have no key, so each is shown moved by up to six semitones, at random, each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from benchmarks.frames import Grid
from melodyrnn.models.config import Core, ModelConfig, sized
from melodyrnn.music.meter import Meter
from melodyrnn.training.settings import TrainSettings


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is needed to learn one set with one core.

    cut_notes: pieces are learned from in stretches of about so many notes; 0: as a whole.
    They are always judged as a whole. members: networks, from as many seeds, whose chances
    are averaged; each learns for as long as the settings say.
    """

    grid: Grid = field(default_factory=Grid)
    config: ModelConfig = field(default_factory=lambda: sized("base"))
    settings: TrainSettings = field(default_factory=lambda: TrainSettings(minutes=60))
    cut_notes: int = 0
    members: int = 1

    def member(self, number: int) -> Recipe:
        """That of one network of a committee, each from another seed; number: from 0."""
        settings = replace(self.settings, seed=self.settings.seed + number)
        return replace(self, settings=settings, members=1)


def _row(minutes: float, dropout: float) -> Recipe:
    config, settings = replace(sized("base"), dropout=dropout), TrainSettings(minutes=minutes)
    return Recipe(config=config, settings=settings, cut_notes=2048)


RECIPES: Mapping[str, Recipe] = {
    "JSB_Chorales": Recipe(
        grid=Grid(480, Meter(1, 4)),
        settings=TrainSettings(minutes=8, hide_hints=0.5),
        members=2,
    ),
    "Nottingham": _row(minutes=34, dropout=0.15),
    "MuseData": _row(minutes=22, dropout=0.2),
    "Piano_midi": _row(minutes=13, dropout=0.3),
}
"""For each set how every core learns it; chosen for the lstm."""


def recipe_for(name: str, core: Core) -> Recipe:
    """The row of a set and core. A transformer gets as many weights as an LSTM, and its rate."""
    row = RECIPES[name]
    config = replace(row.config, core=core)
    if core == "transformer":
        shape = sized("base", core)
        config = replace(config, layers=shape.layers, hidden=shape.hidden)
    settings = row.settings if core == "lstm" else row.settings.for_core(core)
    return replace(row, config=config, settings=settings)
