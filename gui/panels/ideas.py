"""The ideas shelf: every take of the project, kept, starred, or in the bin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import cast

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.icons import icon
from gui.panels.idea_menu import idea_menu
from gui.panels.ideas_model import Filter, IdeasModel
from gui.panels.ideas_view import IdeasView
from gui.panels.more_like import USUAL, MoreLike
from gui.panels.segments import Segment, Segments
from gui.panels.tool_button import ToolButton
from gui.panels.wishes import IdeaWishes
from gui.theme import MARGIN, SPACING, Colours

SHELVES = (
    Segment("all", "All", "Every take that is not in the bin"),
    Segment("kept", "Kept", "What you kept"),
    Segment("starred", "Starred", "Your favourites"),
    Segment("bin", "Bin", "What you discarded; it stays until the project closes"),
)
EMPTY = {
    "all": "No ideas yet. Press {keys}: every take the network writes is kept here.",
    "kept": "Nothing kept yet. Keep a take and it stays here, in the project's file too.",
    "starred": "No favourites yet. Click the star of an idea to find it here.",
    "bin": "The bin is empty.",
}
NO_MATCH = "No idea is called that. Try another word, or clear the search."
NO_IDEA = "Choose an idea first"


class IdeasShelf(QWidget):
    """Shows ideas; what is done with them is asked for, but for what leaves the bin.

    wishes: what is asked for. audition_asked: the identifier of an idea to be heard.
    """

    audition_asked = Signal(str)

    def __init__(
        self, document: Document, actions: Actions, colours: Colours, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.wishes = IdeaWishes(self)
        self._document = document
        self._actions = actions
        self._distance = USUAL
        self._model = IdeasModel(document, self)
        self._view = IdeasView(self._model, colours)
        self._shelf = Segments("Shelf", SHELVES)
        self._search = QLineEdit()
        self._buttons = {
            "insert": ToolButton("Insert"),
            "keep": ToolButton("Keep"),
            "restore": ToolButton("Restore"),
            "discard": ToolButton("Discard"),
        }
        self._more = ToolButton("More for the idea", "All that can be done with the idea")
        self._current = ""
        self._lay_out()
        self._connect()
        self.set_colours(colours)
        self._on_filter_changed()

    @property
    def selected(self) -> str | None:
        """Identifier of the chosen idea."""
        return self._view.current or None

    def select(self, identifier: str) -> None:
        """Chooses an idea, if it is shown."""
        self._view.setCurrentIndex(self._model.index_of(identifier))

    def begin_rename(self, identifier: str) -> None:
        """Lets the user type another name in the list."""
        index = self._model.index_of(identifier)
        if index.isValid():
            self._view.setCurrentIndex(index)
            self._view.edit(index)

    def set_auditioned(self, identifier: str | None) -> None:
        """Which idea is heard now; None: none."""
        self._view.set_heard(identifier or "")

    def set_typical(self, nats: float) -> None:
        """The nats a note that the model is used to; 0: not known."""
        self._model.set_typical(nats)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._view.set_colours(colours)
        self._more.setIcon(icon("more", colours))

    def sizeHint(self) -> QSize:
        return QSize(316, 260)

    def _lay_out(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Ideas shelf")
        self._search.setPlaceholderText("Search by name, key or random seed")
        self._search.setAccessibleName("Search ideas")
        self._search.setClearButtonEnabled(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, SPACING, MARGIN, SPACING)
        layout.setSpacing(SPACING)
        layout.addWidget(self._shelf)
        layout.addWidget(self._search)
        layout.addWidget(self._view, 1)
        row = QHBoxLayout()
        row.setSpacing(2)
        for name, button in self._buttons.items():
            button.setText(name.capitalize())
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._more)
        layout.addLayout(row)

    def _connect(self) -> None:
        self._shelf.chosen.connect(self._on_filter_changed)
        self._search.textChanged.connect(self._on_filter_changed)
        view = self._view
        view.heard.connect(self.audition_asked)
        view.opened.connect(self.wishes.insert_asked)
        view.dragged.connect(self.wishes.drag_asked)
        view.thrown_away.connect(self.wishes.discard_asked)
        view.star_clicked.connect(self.wishes.star_asked)
        self._model.renamed.connect(self.wishes.rename_asked)
        view.customContextMenuRequested.connect(self._on_menu_wanted)
        view.menu_keyed.connect(self._on_more)
        view.selectionModel().currentChanged.connect(self._on_current_changed)
        self._model.modelReset.connect(self._on_reset)
        self._document.changed.connect(self._on_changed)
        self._more.clicked.connect(self._on_more)
        for name, button in self._buttons.items():
            button.clicked.connect(partial(self._do, name))

    def _idea(self) -> Idea | None:
        return self._model.idea(self._view.currentIndex())

    def _do(self, name: str, *_ignored: object) -> None:
        if (idea := self._idea()) is not None:
            self._handlers(idea.identifier)[name]()

    def _handlers(self, identifier: str) -> dict[str, Callable[[], object]]:
        return {
            "audition": partial(self.audition_asked.emit, identifier),
            "insert": partial(self.wishes.insert_asked.emit, identifier),
            "keep": partial(self.wishes.keep_asked.emit, identifier),
            "restore": partial(self._restore, identifier),
            "star": partial(self.wishes.star_asked.emit, identifier),
            "rename_idea": partial(self.begin_rename, identifier),
            "more_like_this": partial(self._ask_distance, identifier),
            "show_source": partial(self.wishes.source_asked.emit, identifier),
            "copy_recipe": partial(self.wishes.recipe_copy_asked.emit, identifier),
            "recreate": self.wishes.recreate_asked.emit,
            "export": partial(self.wishes.export_asked.emit, identifier),
            "file_copy": partial(self.wishes.file_copy_asked.emit, identifier),
            "discard": partial(self.wishes.discard_asked.emit, identifier),
        }

    def _restore(self, identifier: str) -> None:
        self._document.edit_idea("Restore Idea", identifier, status="fresh")

    def _ask_distance(self, identifier: str) -> None:
        popup = MoreLike(self._distance, self)
        popup.chosen.connect(partial(self._on_distance_chosen, identifier))
        popup.open_at(self._view.mapToGlobal(QPoint(SPACING, self._view.height() // 2)))

    def _on_distance_chosen(self, identifier: str, distance: float) -> None:
        self._distance = distance
        self.wishes.more_like_asked.emit(identifier, distance)

    def _on_menu_wanted(self, at: QPoint) -> None:
        idea = self._model.idea(self._view.indexAt(at))
        if idea is not None:
            self._open_menu(idea, self._view.viewport().mapToGlobal(at))

    def _on_more(self) -> None:
        if (idea := self._idea()) is not None:
            self._open_menu(idea, self._more.mapToGlobal(QPoint(0, 0)))

    def _open_menu(self, idea: Idea, place: QPoint) -> None:
        menu = idea_menu(idea, self._actions, self._handlers(idea.identifier), self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def _on_filter_changed(self) -> None:
        wanted, text = cast(Filter, self._shelf.value), self._search.text()
        self._model.set_filter(wanted, text)
        keys = self._actions["generate"].shortcut()
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText) or "Generate"
        self._view.set_empty_text(NO_MATCH if text.strip() else EMPTY[wanted].format(keys=shown))
        self._refresh_buttons()

    def _on_current_changed(self) -> None:
        self._current = self._view.current or self._current
        self._refresh_buttons()

    def _on_reset(self) -> None:
        """The list is another one: the chosen idea stays chosen if it is still there."""
        self.select(self._current)
        self._refresh_buttons()

    def _on_changed(self, change: Change) -> None:
        if "ideas" in change.fields:
            self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        idea = self._idea()
        status = idea.status if idea else "fresh"
        self._buttons["restore"].setVisible(status == "discarded")
        for name in ("keep", "discard"):
            self._buttons[name].setVisible(status != "discarded")
        for name, button in self._buttons.items():
            action = self._actions[name].toolTip() if name != "restore" else "Out of the bin"
            button.setEnabled(idea is not None and not (name == "keep" and status == "kept"))
            button.setToolTip(action if idea else NO_IDEA)
        if idea is not None and status == "kept":
            self._buttons["keep"].setToolTip("It is kept already")
        self._more.setEnabled(idea is not None)
