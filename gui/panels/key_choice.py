"""Stay in key: which key, as detected or as the user says, and how strictly."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from gui.document.document import Change, Document
from gui.panels.fields import ChoiceBox, row_label
from gui.panels.naming import found_key_name
from gui.panels.segments import Segment, Segments
from gui.theme import SPACING
from melodyrnn.music.key import Key, detect_key
from melodyrnn.music.naming import key_name

RULES = (
    Segment("off", "Off", "Any tone may come"),
    Segment("prefer", "Prefer", "Tones of the key are likelier; others remain possible"),
    Segment("only", "Only", "No tone outside the key"),
)
NO_KEY = "Write some notes or choose a key first: there is none yet to stay in"
LISTEN_MS = 150
"""After the last edit the key is heard anew; a long piece takes a few milliseconds."""


class KeyChoice(QWidget):
    """Two rows. rule_chosen: the user chose off, prefer or only."""

    rule_chosen = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._keys: list[Key | None] = [None, *_common_keys()]
        self._box = ChoiceBox("Key", "The key of the melody: as detected, or as you say")
        self.rule = Segments("Stay in key", RULES)
        self._listen = QTimer(self)
        self._listen.setSingleShot(True)
        self._listen.setInterval(LISTEN_MS)
        self._listen.timeout.connect(self.refresh)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.setColumnStretch(1, 1)
        for row, (text, field) in enumerate((("Key", self._box), ("Stay in key", self.rule))):
            layout.addWidget(row_label(text, field), row, 0)
            layout.addWidget(field, row, 1)
        for key in self._keys:
            self._box.addItem(key_name(key) if key else "")
        self._box.insertSeparator(1)
        self._box.activated.connect(self._on_activated)
        self.rule.chosen.connect(self.rule_chosen)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Shows the key and the rule of the document."""
        project = self._document.project
        self._box.setItemText(0, self._heard())
        key = project.key
        if key is not None and key not in self._keys:
            self._keys.append(key)
            self._box.addItem(key_name(key))
        index = self._keys.index(key)
        self._box.setCurrentIndex(index + 1 if index else 0)  # past the line under the first
        self._refresh_rule()
        only = self.rule.button("only")
        has_key = project.sounding_key is not None
        only.setEnabled(has_key)
        only.setToolTip(RULES[2].tip if has_key else NO_KEY)

    def _refresh_rule(self) -> None:
        self.rule.set_value(self._document.project.settings.key_rule)

    def _heard(self) -> str:
        project = self._document.project
        stated = project.piece.keys.at(0)
        return found_key_name(stated, None if stated else detect_key(project.notes))

    def _on_activated(self, index: int) -> None:
        self._document.edit("Set Key", key=self._keys[index - 1] if index else None)

    def _on_changed(self, change: Change) -> None:
        if change.is_new or "key" in change.fields:
            self.refresh()
        elif "settings" in change.fields:
            self._refresh_rule()
        elif change.fields & {"piece", "melody"}:
            self._listen.start()


def _common_keys() -> list[Key]:
    """Major, then minor, each from C upwards, with the fewest sharps or flats."""
    return [Key.from_tonic(tonic, is_minor) for is_minor in (False, True) for tonic in range(12)]
