"""Questions that have to be answered before the program goes on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gui.dialogs.message import SAVE_FIRST, Choice, Message, MessageDialog
from gui.look import Look

STOP_FIRST = (Choice("leave", "Stop and Leave", "danger"), Choice("cancel", "Stay", "primary"))


class Asking:
    """Asks in front of the window, in the look in force."""

    def __init__(self, window: QWidget, look: Look) -> None:
        self._window = window
        self._look = look

    def save_first(self, name: str) -> str:
        """What to do with unsaved edits: "save", "discard" or "cancel"."""
        text = "Otherwise they are lost, and so are the takes you have not kept."
        return self._ask(Message(f"Save the changes to {name}?", text, "question"), SAVE_FIRST)

    def may_stop(self, titles: Sequence[str]) -> bool:
        """Whether to leave although work is going on."""
        text = f"{', '.join(titles)}: this is not finished."
        return self._ask(Message("Leave all the same?", text, "question"), STOP_FIRST) == "leave"

    def _ask(self, message: Message, choices: Sequence[Choice]) -> str:
        answers: list[str] = []
        dialog = MessageDialog(message, self._look.colours, choices, self._window)
        dialog.chosen.connect(answers.append)
        dialog.exec()
        return answers[-1] if answers else "cancel"
