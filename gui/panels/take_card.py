"""One take as a card: what it looks like, how surprising it is, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from html import escape

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.document.project import Idea
from gui.icons import icon
from gui.panels.card_facts import CardFacts, facts_of
from gui.panels.card_frame import INSET, CardFrame
from gui.panels.card_title import CardTitle
from gui.panels.idea_menu import idea_menu
from gui.panels.mini_roll import MiniRoll
from gui.panels.miniature import miniature_of
from gui.panels.more_like import USUAL, MoreLike
from gui.panels.tool_button import ToolButton
from gui.panels.wishes import IdeaWishes
from gui.theme import Colours, blend
from melodyrnn.music.meter import MeterMap

PALE = 0.35
"""Opacity of a discarded take's picture."""

SMALL_BUTTON = QSize(26, 24)
SMALL_ICON = QSize(16, 16)

ROOM_FOR_DISCARD, ROOM_FOR_INSERT = 190, 148
"""Below these widths the button gives way; menu and keys still do it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a card shows: an idea, the meters it lies in, the nats usual for its model."""

    idea: Idea
    meters: MeterMap
    typical: float = 0.0


class TakeCard(CardFrame):
    """Shows one idea. wishes: told what the user wants done with it."""

    def __init__(
        self, number: int, shown: Shown, actions: Actions, colours: Colours, wishes: IdeaWishes
    ) -> None:
        super().__init__(colours, "idea")
        self.number = number
        self.wishes = wishes
        self._shown = shown
        self._actions = actions
        self._distance = USUAL
        self._title = CardTitle(number, colours)
        self._roll = MiniRoll(colours)
        self._facts = CardFacts(colours)
        self._star = ToolButton("Star")
        self._keep, self._insert = ToolButton("Keep"), ToolButton("Insert")
        self._restore, self._discard = ToolButton("Restore"), ToolButton("Discard")
        self._more = ToolButton("More")
        self._lay_out()
        self._connect()
        self._dress()
        self.show_idea(shown)

    @property
    def shown(self) -> Shown:
        """All that is shown."""
        return self._shown

    @property
    def idea(self) -> Idea:
        """The idea shown."""
        return self._shown.idea

    def show_idea(self, shown: Shown) -> None:
        """The same idea in another state, or another one."""
        was_starred, self._shown = self.idea.is_starred, shown
        self._roll.set_miniature(miniature_of(shown.idea, shown.meters))
        if shown.idea.is_starred != was_starred:
            self._dress()
        self._refresh()

    def set_colours(self, colours: Colours) -> None:
        super().set_colours(colours)
        self._roll.set_colours(colours)
        self._dress()
        self._refresh()

    def set_heard(self, is_heard: bool) -> None:
        super().set_heard(is_heard)
        if not is_heard:
            self.set_playhead(None)
        self._refresh()

    def set_playhead(self, tick: float | None) -> None:
        """Moves the playhead to a tick of the piece."""
        self._roll.set_playhead(tick)

    def begin_rename(self) -> None:
        """Lets the user type another name on the card."""
        self._title.begin_rename()

    def open_menu(self, place: QPoint) -> None:
        """Opens all that can be done with the take, at a place of the screen."""
        menu = idea_menu(self.idea, self._actions, self._handlers(), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def ask_distance(self) -> None:
        """Asks how close more takes are to be to this one."""
        popup = MoreLike(self._distance, self)
        popup.chosen.connect(self._on_distance_chosen)
        popup.open_at(self._roll.mapToGlobal(QPoint(0, 0)))

    def first_control(self) -> QWidget | None:
        return next((b for b in self._controls() if not b.isHidden() and b.isEnabled()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Menu:
            self.open_menu(self._more.mapToGlobal(QPoint(0, 0)))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_buttons()
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(2)
        top.addWidget(self._title, 1)
        top.addWidget(self._star)
        bottom = QHBoxLayout()
        bottom.setSpacing(2)
        words = ((self._keep, "Keep"), (self._insert, "Insert"), (self._restore, "Restore"))
        for button, text in words:
            button.setText(text)
            button.setMinimumSize(0, 0)
            button.setFixedHeight(SMALL_BUTTON.height())
            bottom.addWidget(button)
        bottom.addStretch(1)
        for tool in (self._discard, self._more):
            bottom.addWidget(tool)
        for tool in (self._star, self._discard, self._more):
            tool.setFixedSize(SMALL_BUTTON)
            tool.setIconSize(SMALL_ICON)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(INSET + 8, INSET + 5, INSET + 8, INSET + 4)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self._roll, 1)
        layout.addWidget(self._facts)
        layout.addLayout(bottom)

    def _connect(self) -> None:
        for name, button in (
            ("keep", self._keep),
            ("insert", self._insert),
            ("restore", self._restore),
            ("discard", self._discard),
            ("star", self._star),
        ):
            button.clicked.connect(partial(self._ask, name))
        self._more.clicked.connect(self._on_more)
        self._title.renamed.connect(self._on_renamed)
        self.opened.connect(partial(self._ask, "insert"))
        self.thrown_away.connect(partial(self._ask, "discard"))
        self.dragged.connect(partial(self._ask, "drag"))
        self.menu_wanted.connect(self.open_menu)

    def _controls(self) -> tuple[QWidget, ...]:
        return (self._keep, self._insert, self._restore, self._discard, self._more, self._star)

    def _ask(self, name: str, *_ignored: object) -> None:
        getattr(self.wishes, f"{name}_asked").emit(self.idea.identifier)

    def _handlers(self) -> dict[str, partial[None]]:
        asked = {n: partial(self._ask, n) for n in ("insert", "keep", "restore", "star", "discard")}
        return asked | {
            "rename_idea": partial(self.begin_rename),
            "more_like_this": partial(self.ask_distance),
            "show_source": partial(self._ask, "source"),
            "copy_recipe": partial(self._ask, "recipe_copy"),
            "recreate": partial(self.wishes.recreate_asked.emit),
            "export": partial(self._ask, "export"),
            "file_copy": partial(self._ask, "file_copy"),
        }

    def _dress(self) -> None:
        """Paints the icons; apart from `_refresh`, for it takes a millisecond."""
        colours, faint = self.colours, self.colours.faint_text
        if self.idea.is_starred:
            self._star.setIcon(icon("star_filled", colours, ink=colours.accent))
        else:
            self._star.setIcon(icon("star", colours, ink=faint))
        self._discard.setIcon(icon("bin", colours, ink=faint))
        self._more.setIcon(icon("more", colours, ink=faint))

    def _refresh(self) -> None:
        idea, colours = self.idea, self.colours
        is_kept, is_binned = idea.status == "kept", idea.status == "discarded"
        pale = _pale(colours) if is_binned else colours
        self._title.show_title(idea.name, pale, self.ink, heard=self.is_heard, kept=is_kept)
        facts = facts_of(idea, self._shown.meters, self._shown.typical)
        self._facts.show_facts(facts, pale)
        self._roll.set_opacity(PALE if is_binned else 1.0)
        star = "Remove the star" if idea.is_starred else "Mark the take as a favourite"
        self._star.setToolTip(star)
        self._star.setAccessibleName(star)
        self._keep.setText("Kept" if is_kept else "Keep")
        self._keep.setEnabled(not is_kept)
        self._say(facts.sentence, is_kept=is_kept, is_binned=is_binned)
        self._fit_buttons()

    def _say(self, facts: str, *, is_kept: bool, is_binned: bool) -> None:
        number, name = self.number, self.idea.name
        state = [
            w
            for w, on in (
                ("kept", is_kept),
                ("in the bin", is_binned),
                ("starred", self.idea.is_starred),
                ("playing", self.is_heard),
            )
            if on
        ]
        self.setAccessibleName(f"Take {number}: {', '.join([name, *state])}")
        self.setAccessibleDescription(facts)
        self.setToolTip(
            f"<b>{escape(name)}</b><br>{escape(facts)}<br>{number} plays it, Enter inserts it,"
            " drag it into another program"
        )
        tips = {"keep": self._keep, "insert": self._insert, "discard": self._discard}
        for action, button in tips.items():
            button.setAccessibleName(f"{action.capitalize()} take {number}")
            button.setToolTip(self._actions[action].toolTip())
        if is_kept:
            self._keep.setToolTip("Kept already: it lies on the ideas shelf")
        self._restore.setAccessibleName(f"Restore take {number}")
        self._restore.setToolTip("Take it out of the bin")
        self._more.setAccessibleName(f"More for take {number}")
        self._more.setToolTip("All that can be done with this take")

    def _fit_buttons(self) -> None:
        is_binned = self.idea.status == "discarded"
        self._keep.setVisible(not is_binned)
        self._restore.setVisible(is_binned)
        self._insert.setVisible(not is_binned and self.width() >= ROOM_FOR_INSERT)
        self._discard.setVisible(not is_binned and self.width() >= ROOM_FOR_DISCARD)

    def _on_more(self) -> None:
        self.open_menu(self._more.mapToGlobal(QPoint(0, 0)))

    def _on_renamed(self, name: str) -> None:
        self.wishes.rename_asked.emit(self.idea.identifier, name)

    def _on_distance_chosen(self, distance: float) -> None:
        self._distance = distance
        self.wishes.more_like_asked.emit(self.idea.identifier, distance)


def _pale(colours: Colours) -> Colours:
    """The colours of what lies in the bin; still to be read."""
    dots = blend(colours.panel, colours.idea, 0.4)
    return replace(colours, text=colours.faint_text, idea=dots)
