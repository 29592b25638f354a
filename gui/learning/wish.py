"""What the user wants a network to learn from and how, and the command that does it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gui.learning_requests import Parts

FROM_NOTHING = "scratch"
"""What `train --from` calls no model at all."""


@dataclass(frozen=True, slots=True)
class StartWish:
    """A training as the plan says it.

    base: name of the model to go on from, "" for none. core, size: of a network that begins
    from nothing. minutes: at most; None: until it stops improving. repairs: for all files;
    chosen: those for some files, by content. left_out: contents of files not wanted.
    held_out: share of the pieces to judge by. dropout: None: the usual.
    """

    folders: tuple[Path, ...]
    name: str
    base: str = ""
    core: str = "lstm"
    size: str = "base"
    minutes: float | None = 10.0
    parts: Parts = "melody"
    repairs: frozenset[str] = frozenset()
    held_out: float = 0.1
    dropout: float | None = None
    left_out: frozenset[str] = frozenset()
    chosen: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def has_choices(self) -> bool:
        """Whether the user decided anything about single files."""
        return bool(self.left_out or self.chosen)


OPEN_END_MINUTES = 24 * 60.0
"""Budget of a training that goes on until it stops improving."""


def arguments(wish: StartWish, choices_path: Path | None = None) -> list[str]:
    """What follows `melodyrnn` on the command line; events come as JSON lines.

    choices_path: file of what was decided about single files; None: nothing was.
    """
    options: dict[str, str] = {
        "--name": wish.name,
        "--from": wish.base or FROM_NOTHING,
        "--minutes": f"{wish.minutes or OPEN_END_MINUTES:g}",
        "--parts": wish.parts,
        "--held-out": f"{wish.held_out:g}",
    }
    if not wish.base:
        options |= {"--core": wish.core, "--size": wish.size}
    if wish.dropout is not None:
        options["--dropout"] = f"{wish.dropout:g}"
    if choices_path is not None:
        options["--choices"] = str(choices_path)
    pairs = list(options.items()) + [("--repair", repair) for repair in sorted(wish.repairs)]
    # Folders last and after --, so that none is taken for an option.
    folders = [str(folder) for folder in wish.folders]
    return ["train", *(text for pair in pairs for text in pair), "--json", "--", *folders]


def resume_arguments(out: Path, folders: tuple[Path, ...]) -> list[str]:
    """Likewise for taking up the training whose model file is `out`."""
    return ["train", "--resume", "--out", str(out), "--json", "--", *map(str, folders)]
