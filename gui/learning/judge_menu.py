"""By which folder a model is to be judged: those that suggest themselves, or another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QMenu, QWidget

from gui.learning.card_words import quoted
from gui.panels.tips import as_written

ANOTHER = "Another Folder…"
LAST, LEARNED = ", as last time", ", which it learned from: what it knows is left out"


class Offer(NamedTuple):
    """A folder, and why it is offered."""

    folder: Path
    why: str

    @property
    def text(self) -> str:
        """As it stands in the menu."""
        name = (self.folder.name or str(self.folder)).replace("&", "&&")
        return quoted(name) + self.why


def offers(last: Path | None, learned_from: Iterable[Path]) -> tuple[Offer, ...]:
    """The folder of last time first, then those that the model learned from, if they are there."""
    wanted = [Offer(last, LAST)] if last is not None else []
    wanted += [Offer(folder, LEARNED) for folder in learned_from if folder != last]
    return tuple(offer for offer in wanted if offer.folder.is_dir())


def judge_menu(
    parent: QWidget | None,
    offered: Sequence[Offer],
    judge: Callable[[Path], object],
    ask: Callable[[], object],
) -> QMenu:
    """The menu; `judge` gets the folder that is picked, `ask` is to ask for another."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    menu.setAccessibleName("Judge by")
    for offer in offered:
        action = menu.addAction(offer.text)
        action.setToolTip(as_written(str(offer.folder)))
        action.triggered.connect(partial(_on_picked, judge, offer.folder))
    menu.addSeparator()
    menu.addAction(ANOTHER).triggered.connect(lambda: ask())
    menu.setActiveAction(menu.actions()[0])
    return menu


def _on_picked(judge: Callable[[Path], object], folder: Path, _checked: bool = False) -> None:
    judge(folder)
