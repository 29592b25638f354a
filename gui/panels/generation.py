"""The generation panel: Generate, how surprising, how long, how many, in which key, by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.actions import Actions
from gui.document.document import Change, Document
from gui.document.settings import STOPS
from gui.icons import icon
from gui.panels.fields import NumberBox, row_label
from gui.panels.key_choice import KeyChoice
from gui.panels.keyboard import PanelButton
from gui.panels.model_choice import ModelChoice
from gui.panels.more_settings import MoreSettings
from gui.panels.stop_slider import Stop, StopSlider
from gui.panels.tool_button import ToolButton
from gui.theme import MARGIN, SPACING, Colours

SETTLE_MS = 120
GENERATE_HEIGHT = 42
MAX_BARS, MAX_TAKES = 16, 8
SCROLL_GAP = 4
"""Between the settings and their scroll bar."""

MORE = "Pitch and rhythm apart, range, ending, copying, random seed"

_TIPS = (
    "Close to what the network knows best: few surprises",
    "As surprising as the music it learned from",
    "Unusual turns come more often: worth a few tries",
    "Anything may happen: for ideas you would not have had",
)


class GenerationPanel(QWidget):
    """Shows the document's settings for takes; what the user changes is set there at once.

    settings_settled: the user changed something and then paused, so that what depends on it
    may be made anew. card_asked: name of a model. fix_asked: the target of a link in the
    reason given to `set_ready`, or in a hint. height_wanted: More was opened; the pixels that
    all of it would take. Generate, the dice and learning trigger the actions of the window.
    """

    settings_settled = Signal()
    card_asked = Signal(str)
    fix_asked = Signal(str)
    height_wanted = Signal(int)

    def __init__(self, document: Document, actions: Actions, colours: Colours) -> None:
        super().__init__()
        self._document = document
        self._actions = actions
        stops = tuple(Stop(name, tip) for name, tip in zip(STOPS, _TIPS, strict=True))
        self._generate = _GenerateButton("Generate")
        self._reason = QLabel()
        self._hint = QLabel()
        self._boldness = StopSlider("Predictable to surprising", stops, colours)
        self._numbers = QLabel()
        self._bars = NumberBox("Length in bars", "How long each take is", 1, MAX_BARS)
        self._takes = NumberBox(
            "Number of takes", "How many takes each Generate makes", 1, MAX_TAKES
        )
        self._key = KeyChoice(document)
        self._model = ModelChoice(colours)
        self._more_button = ToolButton("More settings", MORE)
        self._more = MoreSettings(stops, actions, colours)
        self._area = QScrollArea()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._lay_out()
        self._connect()
        self.set_colours(colours)
        self.set_ready("")
        self.set_hint("")
        self._refresh()

    def set_ready(self, reason: str) -> None:
        """Why Generate cannot be pressed, in a sentence that may hold a link; empty: it can."""
        self._generate.setEnabled(not reason)
        tip = reason or self._actions["generate"].toolTip()
        self._generate.say("Generate", tip)
        self._generate.setAccessibleDescription(reason)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def set_hint(self, words: str) -> None:
        """What another model would do better, in a sentence with a link; empty: nothing."""
        self._hint.setText(words)
        self._hint.setVisible(bool(words))

    def set_temperatures(self, pitch: float, rhythm: float) -> None:
        """The temperatures that the boldness comes to with this model."""
        self._numbers.setText(f"{pitch:.2f} · {rhythm:.2f}")
        self._more.set_temperatures(pitch, rhythm)

    def set_models(self, models: Sequence[tuple[str, str]]) -> None:
        """The models there are, by name and summary, the default first."""
        self._model.set_models(models)
        self._model.set_name(self._document.project.settings.model)

    def set_styles(self, styles: Sequence[str]) -> None:
        """The styles that the chosen model knows."""
        self._more.set_styles(styles)

    def set_has_sources(self, has_sources: bool) -> None:
        """Whether the chosen model brought the music it learned from."""
        self._more.set_has_sources(has_sources)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._generate.setIcon(icon("generate", colours, ink=colours.on_accent))
        for part in (self._boldness, self._model, self._more):
            part.set_colours(colours)

    def show_more(self, is_shown: bool) -> None:
        """Opens or closes what lies under More."""
        self._more.setVisible(is_shown)
        arrow = Qt.ArrowType.DownArrow if is_shown else Qt.ArrowType.RightArrow
        self._more_button.setArrowType(arrow)
        self._more_button.setAccessibleDescription("open" if is_shown else "closed")
        if is_shown and (contents := self._area.widget()) is not None:
            above = self.height() - self._area.height()
            self.height_wanted.emit(above + contents.sizeHint().height())
            QTimer.singleShot(0, self, self._show_more_whole)  # once it is laid out

    def _show_more_whole(self) -> None:
        """Scrolls until More's settings are seen, its button on top if they are too many."""
        bar, top = self._area.verticalScrollBar(), self._more_button.y()
        below = self._more.geometry().bottom() + SPACING - self._area.viewport().height()
        bar.setValue(max(bar.value(), min(top, below)))

    def sizeHint(self) -> QSize:
        return QSize(316, 370)

    def minimumSizeHint(self) -> QSize:
        return QSize(248, 140)

    def _lay_out(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Generation")
        self._generate.setObjectName("primary")
        self._reason.setWordWrap(True)
        self._reason.setProperty("role", "warning")
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "faint")
        self._bars.setSuffix(" bars")
        self._more_button.setText("More")
        self._more_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN - SCROLL_GAP, 0)
        layout.setSpacing(SPACING)
        top = QVBoxLayout()
        top.setContentsMargins(0, 0, SCROLL_GAP, 0)
        top.addWidget(self._generate)
        top.addWidget(self._reason)
        layout.addLayout(top)
        self._fill_area(self._settings_column())
        layout.addWidget(self._area, 1)

    def _settings_column(self) -> QWidget:
        ends = QHBoxLayout()
        self._numbers.setToolTip("Temperature of pitches and of rhythm, for this model")
        for label in (QLabel("Predictable"), self._numbers, QLabel("Surprising")):
            label.setProperty("role", "faint")
            ends.addWidget(label)
            ends.addStretch(1 if label.text() != "Surprising" else 0)
        # The style sheet's height of sliders would let a low window squeeze the names away.
        slider = QGridLayout()
        slider.addWidget(self._boldness, 0, 0)
        slider.setRowMinimumHeight(0, self._boldness.sizeHint().height())
        sizes = QGridLayout()
        sizes.setSpacing(SPACING)
        fields = (("Length", self._bars), ("Takes", self._takes))
        for column, (text, field) in enumerate(fields):
            label = QLabel(text)
            label.setBuddy(field)
            sizes.addWidget(label, 0, 2 * column)
            sizes.addWidget(field, 0, 2 * column + 1)
        model = QHBoxLayout()
        model.setSpacing(SPACING)
        model.addWidget(row_label("Model", self._model))
        model.addWidget(self._model, 1)
        column_widget = QWidget()
        column_widget.setObjectName("contents")
        layout = QVBoxLayout(column_widget)
        layout.setContentsMargins(0, 0, SCROLL_GAP, SPACING)
        layout.setSpacing(SPACING)
        layout.addLayout(ends)
        layout.addLayout(slider)
        layout.addLayout(sizes)
        layout.addWidget(self._key)
        layout.addLayout(model)
        layout.addWidget(self._hint)
        layout.addWidget(self._more_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._more)
        layout.addStretch(1)
        return column_widget

    def _fill_area(self, contents: QWidget) -> None:
        area = self._area
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(contents)

    def _connect(self) -> None:
        self._generate.clicked.connect(self._actions["generate"].trigger)
        for label in (self._reason, self._hint):
            label.linkActivated.connect(self.fix_asked)
        self._boldness.moved_to.connect(lambda amount: self._set(boldness=amount))
        self._bars.valueChanged.connect(lambda bars: self._set(bars=bars))
        self._takes.valueChanged.connect(lambda takes: self._set(takes=takes))
        self._key.rule_chosen.connect(lambda rule: self._set(key_rule=rule))
        self._model.chosen.connect(lambda name: self._set(model=name))
        self._model.card_asked.connect(self.card_asked)
        self._model.learn_asked.connect(self._actions["learn"].trigger)
        self._more.chosen.connect(lambda fields: self._set(**fields))
        self._more.dice_asked.connect(self._actions["roll_dice"].trigger)
        self._more_button.clicked.connect(lambda: self.show_more(self._more.isHidden()))
        self._settle.timeout.connect(self.settings_settled)
        self._document.changed.connect(self._on_changed)
        self.show_more(False)

    def _set(self, **fields: Any) -> None:
        before = self._document.project.settings
        after = replace(before, **fields)
        if after != before:
            self._document.set_settings(after)
            self._settle.start()

    def _refresh(self) -> None:
        settings = self._document.project.settings
        self._boldness.set_amount(settings.boldness)
        self._bars.show_value(settings.bars)
        self._bars.setSuffix(" bar" if settings.bars == 1 else " bars")
        self._takes.show_value(settings.takes)
        self._model.set_name(settings.model)
        self._more.show_settings(settings)

    def _on_changed(self, change: Change) -> None:
        if "settings" in change.fields:
            self._refresh()


class _GenerateButton(PanelButton):
    """The one large button."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), GENERATE_HEIGHT)
