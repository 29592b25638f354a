"""The expert's part of the plan: core, size, parts, what is held out, repairs for all files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from gui.learning.plan_words import CORES, PARTS, SIZES, Choice, parts_value
from gui.learning_requests import Offer, Parts
from gui.panels.fields import ChoiceBox, NumberBox
from gui.theme import SPACING

HELD_OUT_PERCENT = 10


class ChoiceField(QWidget):
    """A list to pick from under its name, with a sentence about what is picked."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self._choices: tuple[Choice, ...] = ()
        caption = QLabel(name)
        self.box = ChoiceBox(name, name)
        self.about = QLabel()
        self.about.setProperty("role", "faint")
        self.about.setWordWrap(True)
        caption.setBuddy(self.box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (caption, self.box, self.about):
            layout.addWidget(widget)
        self.box.activated.connect(self._on_activated)
        self.set_choices(choices)

    @property
    def value(self) -> str:
        """The value that is picked."""
        return self._choices[self.box.currentIndex()].value

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Other choices; the value that is picked stays so, if it is still there."""
        value = self.value if self._choices else ""
        self._choices = tuple(choices)
        self.box.clear()
        for i, choice in enumerate(self._choices):
            self.box.addItem(choice.title)
            self.box.setItemData(i, choice.about, Qt.ItemDataRole.ToolTipRole)
        self.set_value(value)

    def set_value(self, value: str) -> None:
        """Picks another one, if there is one of that value."""
        for i, choice in enumerate(self._choices):
            if choice.value == value:
                self.box.setCurrentIndex(i)
        self._describe()

    def _describe(self) -> None:
        about = self._choices[self.box.currentIndex()].about
        self.about.setText(about)
        self.box.setToolTip(about)
        self.box.setAccessibleDescription(about)

    def _on_activated(self) -> None:
        self._describe()
        self.chosen.emit(self.value)


class PlanMore(QWidget):
    """network_changed: core or size. reading_changed: which parts, and repairs for all files."""

    network_changed = Signal()
    reading_changed = Signal(str, frozenset)

    def __init__(self) -> None:
        super().__init__()
        self.core = ChoiceField("Kind of network", CORES)
        self.scale = ChoiceField("Size", SIZES)
        self.parts = ChoiceField("Parts to learn from", PARTS)
        self.held_out = NumberBox(
            "Held out", "Share of the pieces that is only used to judge what was learned", 1, 50
        )
        self.held_out.setSuffix(" % of the pieces")
        self.held_out.show_value(HELD_OUT_PERCENT)
        self._repairs_title = QLabel("Repair in all files")
        self.boxes: dict[str, QCheckBox] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACING + 2)
        held = QLabel("Kept aside to judge by")
        held.setBuddy(self.held_out)
        for widget in (self.core, self.scale, self.parts, held, self.held_out, self._repairs_title):
            self._layout.addWidget(widget)
        self.scale.set_value("base")
        self._repairs_title.hide()
        for field in (self.core, self.scale):
            field.chosen.connect(lambda _value: self.network_changed.emit())
        self.parts.chosen.connect(lambda _value: self._tell_reading())

    @property
    def part_choice(self) -> Parts:
        """Which parts to take."""
        return parts_value(self.parts.value)

    @property
    def repairs(self) -> frozenset[str]:
        """Repairs that are made in all files."""
        return frozenset(name for name, box in self.boxes.items() if box.isChecked())

    def set_repairs(self, offers: Sequence[Offer]) -> None:
        """All repairs there are."""
        self._repairs_title.setVisible(bool(offers))
        for offer in offers:
            if offer.repair not in self.boxes:
                box = self.boxes[offer.repair] = QCheckBox(offer.button)
                box.setToolTip(offer.sentence)
                box.toggled.connect(lambda _on: self._tell_reading())
                self._layout.addWidget(box)

    def set_base(self, base: str) -> None:
        """What is gone on from decides core and size; "": nothing."""
        why = f"{base} has its own kind and size; begin from nothing to choose" if base else ""
        for field in (self.core, self.scale):
            field.box.setEnabled(not base)
            if base:
                field.box.setToolTip(why)

    def _tell_reading(self) -> None:
        self.reading_changed.emit(self.part_choice, self.repairs)
