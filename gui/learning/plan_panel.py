"""The plan of a training: what the model is called, what it begins from, and how long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.learning.advice import Advice, Music, advice_for
from gui.learning.name_field import NameField
from gui.learning.plan_more import ChoiceField, PlanMore
from gui.learning.plan_words import BUDGETS, Choice, estimate
from gui.learning.wish import StartWish
from gui.learning_requests import ModelEntry, Offer
from gui.panels.keyboard import ARROWS, KeyClaim, PanelButton
from gui.panels.scrolling import scrolled
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.card_text import summary

NOTHING = Choice("", "From nothing", "A new network that has never heard any music.")
FOLDED, UNFOLDED = "▸ More settings", "▾ More settings"
GOOD = 1
"""Index of the budget that is chosen at first."""


class PlanPanel(QWidget):
    """Shows a plan that suits the music, to be changed.

    start_asked: a StartWish; its folders and what was decided about files are still to be
    filled in. watch_asked: how the training goes that runs. reading_changed: which parts to
    take, and repairs for all files.
    """

    start_asked = Signal(object)
    watch_asked = Signal()
    reading_changed = Signal(str, frozenset)

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._music = Music(problem="Choose music to learn from first.")
        self._advice: Advice | None = None
        self._usable: tuple[ModelEntry, ...] = ()
        self._is_planned = self._has_models = False
        self._is_busy = False
        self._called = NameField()
        self.name = self._called.edit
        self.base = ChoiceField("Begin from", (NOTHING,))
        self.times = QButtonGroup(self)
        self.advice_card, self._advice_words = QFrame(), QLabel()
        self.use_advice = PanelButton("Use This Plan")
        self.fold = PanelButton(FOLDED, "quiet")
        self.more = PlanMore()
        self._estimate, self._reason = _note(), _note()
        self.start, self.watch = PanelButton("Start Learning"), PanelButton("Watch It Learn")
        self._build()
        self._connect()
        self._refresh()

    @property
    def wish(self) -> StartWish:
        """The plan as it stands, without folders."""
        advice = self._advice
        dropout = advice.dropout if advice is not None and self._is_as_advised(advice) else None
        return StartWish(
            folders=(),
            name=self._called.name,
            base=self.base.value,
            core=self.more.core.value,
            size=self.more.scale.value,
            minutes=BUDGETS[self.times.checkedId()].minutes,
            parts=self.more.part_choice,
            repairs=self.more.repairs,
            held_out=self.more.held_out.value() / 100,
            dropout=dropout,
        )

    def set_music(self, music: Music) -> None:
        """What there is to learn from; its name is proposed until another one is typed."""
        if music.name != self._music.name:
            self._called.propose(music.name)
        self._music = music
        self._advise()

    def set_models(self, models: Sequence[ModelEntry]) -> None:
        """Models to begin from, the default first; damaged ones are not offered."""
        self._called.set_models({model.name: model.is_shipped for model in models})
        self._usable = tuple(m for m in models if not m.problem)
        self.base.set_choices((*(Choice(m.name, m.name, _about(m)) for m in self._usable), NOTHING))
        if self._usable and not (self._has_models or self._is_planned):
            self.base.set_value(self._usable[0].name)
        self._has_models = bool(models)
        self._advise()

    def set_unfinished(self, names: Iterable[str]) -> None:
        """Names of trainings that can be taken up again; one that begins anew ends them."""
        self._called.set_unfinished(names)

    def set_repairs(self, offers: Sequence[Offer]) -> None:
        """All repairs there are, to be made in all files."""
        self.more.set_repairs(offers)

    def set_busy(self, is_busy: bool) -> None:
        """Whether a training runs; there is one at a time. The next gets a name of its own."""
        if is_busy:
            self._called.go_on()
        self._is_busy = is_busy
        self._refresh()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours

    def _advise(self) -> None:
        """A plan that suits is taken over until the user plans otherwise."""
        music, before = self._music, self._advice
        self._advice = advice_for(music, self._usable, self.more.part_choice)
        if self._advice is None and music.notes:
            self._advice = before  # until it is known anew: what stands below must not jump
        if self._advice is not None and not self._is_planned:
            self._take_advice()
        self._refresh()

    def _take_advice(self) -> None:
        advice = self._advice
        if advice is None:
            return
        self.base.set_value(advice.base)
        self.more.scale.set_value(advice.size)
        places = [i for i, budget in enumerate(BUDGETS) if budget.minutes == advice.minutes]
        if places:
            self.times.button(places[0]).setChecked(True)
        self._refresh()

    def _is_as_advised(self, advice: Advice) -> bool:
        return (
            self.base.value == advice.base
            and (bool(advice.base) or self.more.scale.value == advice.size)
            and BUDGETS[self.times.checkedId()].minutes == advice.minutes
        )

    def _problem(self) -> str:
        """Why learning cannot start."""
        if self._is_busy:
            return "A network is learning already; one at a time."
        return self._music.problem or self._called.problem

    def _refresh(self) -> None:
        self.more.set_base(self.base.value)
        advice = self._advice
        self.advice_card.setVisible(advice is not None)
        if advice is not None:
            self._advice_words.setText(advice.words)
            self.use_advice.setVisible(not self._is_as_advised(advice))
        wish = self.wish
        has_base, has_chords = bool(self.base.value), wish.parts == "merged"
        gives = estimate(self._music.notes, wish.minutes, has_base=has_base, has_chords=has_chords)
        self._estimate.setText(gives)
        reason = self._problem()
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.start.setVisible(not self._is_busy)
        self.watch.setVisible(self._is_busy)
        self.start.setEnabled(not reason)
        self.start.setToolTip(reason or "Learn from this music; you can pause or stop at any time")

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Plan")
        self.setMinimumWidth(280)
        inner = QWidget()
        inner.setObjectName("contents")
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(MARGIN + 2, MARGIN, MARGIN + 2, MARGIN)
        layout.setSpacing(SPACING)
        title = QLabel("The plan")
        title.setProperty("role", "title")
        for widget in (title, self._advice_card(), self._called):
            layout.addWidget(widget)
        layout.addSpacing(SPACING // 2)
        layout.addWidget(self.base)
        layout.addSpacing(SPACING // 2)
        self._add_times(layout)
        self.fold.setCheckable(True)
        self.more.hide()
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.more)
        layout.addStretch(1)
        scroll = scrolled(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self._foot())

    def _advice_card(self) -> QFrame:
        self.advice_card.setObjectName("card")
        self._advice_words.setWordWrap(True)
        self.use_advice.say("Use this plan", "Begin, size and time as advised")
        layout = QVBoxLayout(self.advice_card)
        layout.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        layout.addWidget(self._advice_words)
        layout.addWidget(self.use_advice, 0, Qt.AlignmentFlag.AlignLeft)
        return self.advice_card

    def _add_times(self, layout: QVBoxLayout) -> None:
        layout.addWidget(QLabel("How long to learn"))
        for i, budget in enumerate(BUDGETS):
            button = QRadioButton(budget.title)
            button.setToolTip(budget.about)
            button.setAccessibleDescription(budget.about)
            KeyClaim(button, ARROWS)
            self.times.addButton(button, i)
            layout.addWidget(button)
        self.times.button(GOOD).setChecked(True)

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setObjectName("foot")
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(MARGIN + 2, SPACING, MARGIN + 2, MARGIN)
        layout.setSpacing(SPACING)
        self._estimate.setProperty("role", "faint")
        self._reason.setProperty("role", "faint")
        self.start.setObjectName("primary")
        self.start.setAccessibleName("Start learning")
        self.watch.setObjectName("primary")
        self.watch.say("Watch it learn", "Back to the training that runs")
        for widget in (self._estimate, self.start, self.watch, self._reason):
            layout.addWidget(widget)
        return foot

    def _connect(self) -> None:
        self._called.changed.connect(self._refresh)
        self.base.chosen.connect(lambda _name: self._on_planned())
        self.times.idClicked.connect(lambda _place: self._on_planned())
        self.more.network_changed.connect(self._on_planned)
        self.more.reading_changed.connect(self.reading_changed)
        self.more.reading_changed.connect(lambda *_reading: self._advise())
        self.use_advice.clicked.connect(self._on_advice_used)
        self.fold.toggled.connect(self._on_folded)
        self.start.clicked.connect(lambda: self.start_asked.emit(self.wish))
        self.watch.clicked.connect(self.watch_asked)

    def _on_planned(self) -> None:
        self._is_planned = True
        self._refresh()

    def _on_advice_used(self) -> None:
        self._is_planned = False
        self._take_advice()

    def _on_folded(self, is_open: bool) -> None:
        self.more.setVisible(is_open)
        self.fold.setText(UNFOLDED if is_open else FOLDED)


def _note() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _about(model: ModelEntry) -> str:
    said = summary(model.card)
    return f"{said[:1].upper()}{said[1:]}."
