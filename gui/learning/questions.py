"""What is asked before a training or a model is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from gui.dialogs.message import Choice, Message, MessageDialog
from gui.learning_requests import ModelEntry
from gui.theme import Colours
from melodyrnn.course.run_file import RunSummary
from melodyrnn.course.words import elapsed

DISCARD = (Choice("yes", "Discard", "danger"), Choice("cancel", "Keep It", "primary"))
REPLACE = (Choice("yes", "Begin Anew", "danger"), Choice("cancel", "Cancel", "primary"))


def discarding(run: RunSummary) -> Message:
    """Before a training is forgotten."""
    text = (
        f"It has learned for {elapsed(run.history.seconds)} and could not be taken up again then."
        " A model that is in its file already stays."
    )
    return Message(f"Discard the training {_quoted(run.name)}?", text, "warning")


def replacing(
    name: str, runs: Iterable[RunSummary], models: Iterable[ModelEntry]
) -> Message | None:
    """Before a training of that name begins; None if nothing is lost by it."""
    called = name.casefold()
    for run in runs:
        if run.name.casefold() == called:
            text = (
                f"There is an unfinished training {_quoted(run.name)}, which has learned for"
                f" {elapsed(run.history.seconds)}. It could not be taken up again then."
            )
            return Message(f"Begin {_quoted(name)} anew?", text, "warning")
    if any(model.name.casefold() == called and not model.is_shipped for model in models):
        text = "Your model of that name is replaced as soon as the new one has learned something."
        return Message(f"Replace your model {_quoted(name)}?", text, "warning")
    return None


def ask(
    message: Message,
    choices: tuple[Choice, ...],
    colours: Colours,
    window: QWidget,
    then: Callable[[], object],
) -> None:
    """Asks in front of a window; `then` happens if the answer is yes."""
    dialog = MessageDialog(message, colours, choices, window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.chosen.connect(lambda key: then() if key == "yes" else None)
    dialog.open()


def _quoted(name: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{name}\N{RIGHT DOUBLE QUOTATION MARK}"
