"""What lies under More: pitch and rhythm apart, range, ending, style, copying, random seed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from gui.actions import Actions
from gui.document.settings import TakeSettings
from gui.panels.copy_limit import CopyLimitBox
from gui.panels.fields import ChoiceBox, PitchBox, row_label
from gui.panels.seed_field import SeedField
from gui.panels.segments import Segment, Segments
from gui.panels.stop_slider import Stop, StopSlider
from gui.theme import SPACING, Colours
from melodyrnn.music.notes import MAX_PITCH

ENDINGS = (
    Segment("resolve", "Closes", "The last bars are chosen for how well they come to rest"),
    Segment("open", "Stays open", "The last bars come as they come, ready to go on"),
)
ANY_STYLE = "Any style"


class MoreSettings(QWidget):
    """Shows settings. chosen: a dict of fields of TakeSettings the user set otherwise."""

    chosen = Signal(dict)
    dice_asked = Signal()

    def __init__(self, stops: Sequence[Stop], actions: Actions, colours: Colours) -> None:
        super().__init__()
        self._settings = TakeSettings()
        self._pitch = StopSlider("Boldness of pitches", stops, colours, shows_names=False)
        self._rhythm = StopSlider("Boldness of rhythm", stops, colours, shows_names=False)
        self._numbers = (QLabel(), QLabel())
        self._lowest = PitchBox("Lowest note", "No take goes below this note", 0)
        self._highest = PitchBox("Highest note", "No take goes above this note", MAX_PITCH)
        self._ending = Segments("Ending", ENDINGS)
        self._style = ChoiceBox("Style", "Which of its collections the network writes after")
        self._style_label = row_label("Style", self._style)
        self._copies = CopyLimitBox()
        self._seed = SeedField(actions, colours)
        self._lay_out()
        self._connect()
        self.set_styles(())
        self.set_temperatures(None, None)

    def show_settings(self, settings: TakeSettings) -> None:
        """Shows other settings, without a signal."""
        self._settings = settings
        self._pitch.set_amount(settings.pitch_boldness)
        self._rhythm.set_amount(settings.rhythm_boldness)
        self._lowest.show_value(settings.lowest)
        self._highest.show_value(settings.highest)
        self._ending.set_value(settings.ending)
        self._style.setCurrentIndex(max(self._style.findText(settings.style), 0))
        self._copies.show_limit(settings.most_copied)
        self._seed.show_seed(settings.random_seed, settings.is_seed_locked)

    def set_styles(self, styles: Sequence[str]) -> None:
        """The styles the model knows; without any the row is hidden."""
        self._style.clear()
        self._style.addItems([ANY_STYLE, *styles])
        self._style.setCurrentIndex(max(self._style.findText(self._settings.style), 0))
        self._style.setVisible(bool(styles))
        self._style_label.setVisible(bool(styles))

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the model brought the music it learned from."""
        self._copies.set_has_sources(has_sources)

    def set_temperatures(self, pitch: float | None, rhythm: float | None) -> None:
        """The temperatures that the boldness comes to; None: not known yet."""
        for label, value in zip(self._numbers, (pitch, rhythm), strict=True):
            label.setText("" if value is None else f"{value:.2f}")

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for part in (self._pitch, self._rhythm, self._seed):
            part.set_colours(colours)

    def _lay_out(self) -> None:
        between = QHBoxLayout()
        between.setSpacing(SPACING // 2)
        between.addWidget(self._lowest, 1)
        between.addWidget(QLabel("to"))
        between.addWidget(self._highest, 1)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACING)
        layout.setColumnStretch(1, 1)
        sliders = (("Pitch", self._pitch), ("Rhythm", self._rhythm))
        for row, (text, slider) in enumerate(sliders):
            layout.addWidget(row_label(text, slider), row, 0)
            layout.addWidget(slider, row, 1)
            layout.setRowMinimumHeight(row, slider.sizeHint().height())
            layout.addWidget(self._numbers[row], row, 2)
            self._numbers[row].setProperty("role", "faint")
            self._numbers[row].setToolTip("Temperature")
        layout.addWidget(row_label("Range", self._lowest), 2, 0)
        layout.addLayout(between, 2, 1, 1, 2)
        rows = (
            (row_label("Ending", self._ending), self._ending),
            (self._style_label, self._style),
            (row_label("Copy at most", self._copies), self._copies),
            (row_label("Random seed", self._seed), self._seed),
        )
        for row, (label, field) in enumerate(rows, start=3):
            layout.addWidget(label, row, 0)
            layout.addWidget(field, row, 1, 1, 2)

    def _connect(self) -> None:
        self._pitch.moved_to.connect(self._on_pitch_moved)
        self._rhythm.moved_to.connect(self._on_rhythm_moved)
        self._lowest.valueChanged.connect(self._on_lowest_changed)
        self._highest.valueChanged.connect(self._on_highest_changed)
        self._ending.chosen.connect(lambda ending: self.chosen.emit({"ending": ending}))
        self._style.activated.connect(self._on_style_activated)
        self._copies.valueChanged.connect(self._on_copies_changed)
        self._seed.seed_chosen.connect(lambda seed: self.chosen.emit({"random_seed": seed}))
        self._seed.lock_chosen.connect(lambda on: self.chosen.emit({"is_seed_locked": on}))
        self._seed.dice_asked.connect(self.dice_asked)

    def _on_pitch_moved(self, amount: float) -> None:
        self.chosen.emit({"pitch_offset": amount - self._settings.boldness})

    def _on_rhythm_moved(self, amount: float) -> None:
        self.chosen.emit({"rhythm_offset": amount - self._settings.boldness})

    def _on_lowest_changed(self, pitch: int) -> None:
        # The other end gives way: a range is never upside down.
        self.chosen.emit({"lowest": pitch, "highest": max(pitch, self._highest.value())})

    def _on_highest_changed(self, pitch: int) -> None:
        self.chosen.emit({"highest": pitch, "lowest": min(pitch, self._lowest.value())})

    def _on_copies_changed(self, value: int) -> None:
        self.chosen.emit({"most_copied": self._copies.limit_of(value)})

    def _on_style_activated(self, index: int) -> None:
        self.chosen.emit({"style": self._style.itemText(index) if index else ""})
