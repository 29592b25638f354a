"""The parts of the piece: which is the melody, how each is called and how it sounds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.document.document import Change, Document
from gui.document.project import Track
from gui.icons import icon
from gui.panels.instruments import instrument_list
from gui.panels.keyboard import PanelButton
from gui.panels.naming import counted
from gui.panels.track_row import TrackRow
from gui.theme import MARGIN, SPACING, Colours
from melodyrnn.music.notes import NoteSequence
from melodyrnn.music.piece import Part


class TracksPanel(QWidget):
    """A row for each part, and a button for one more."""

    def __init__(self, document: Document, colours: Colours) -> None:
        super().__init__()
        self._document = document
        self._colours = colours
        self._instruments = instrument_list(self)
        self._rows: list[TrackRow] = []
        self.setAccessibleName("Parts")
        self._count = QLabel()
        self._count.setProperty("role", "faint")
        self.add = PanelButton("Add Part", "quiet")
        self.add.setToolTip("Add an empty part")
        contents = QWidget()
        contents.setObjectName("contents")
        self._list = QVBoxLayout(contents)
        self._list.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._list.setSpacing(SPACING)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(contents)
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, SPACING, MARGIN, 4)
        head.addWidget(self._count, 1)
        head.addWidget(self.add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        self.add.clicked.connect(self.add_part)
        document.changed.connect(self._on_changed)
        self.set_colours(colours)
        self._rebuild()

    @property
    def rows(self) -> tuple[TrackRow, ...]:
        """The rows, by part."""
        return tuple(self._rows)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        self.add.setIcon(icon("add", colours))
        for row in self._rows:
            row.set_colours(colours)

    def add_part(self) -> None:
        """One more part, empty; the melody stays what it was."""
        project = self._document.project
        part = Part(NoteSequence(), name=f"Part {len(project.tracks) + 1}")
        self._document.edit(
            "Add Part",
            piece=project.piece.with_parts(*project.piece.parts, part),
            tracks=(*project.tracks, Track()),
        )
        self._rows[-1].name.setFocus()
        self._rows[-1].name.selectAll()

    def remove_part(self, index: int) -> None:
        """Takes away a part other than the melody."""
        project = self._document.project
        if index == project.melody:
            return
        parts, tracks = list(project.piece.parts), list(project.tracks)
        del parts[index], tracks[index]
        self._document.edit(
            "Remove Part",
            piece=project.piece.with_parts(*parts),
            tracks=tuple(tracks),
            melody=project.melody - (index < project.melody),
        )

    def _on_changed(self, change: Change) -> None:
        if len(change.after.tracks) != len(self._rows):
            self._rebuild()
        elif _face(change) or change.is_new:
            for row in self._rows:
                row.refresh()

    def _rebuild(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.retire()
        count = len(self._document.project.tracks)
        self._rows = [
            TrackRow(self._document, i, self._instruments, self._colours) for i in range(count)
        ]
        for i, row in enumerate(self._rows):
            row.removed.connect(self.remove_part)
            self._list.insertWidget(i, row)
        self._count.setText(counted(count, "part"))


def _face(change: Change) -> bool:
    """Whether anything a row shows is another; while notes are edited nothing is."""
    before, after = change.before, change.after
    if before.tracks != after.tracks or before.melody != after.melody:
        return True
    pairs = zip(before.piece.parts, after.piece.parts, strict=True)
    return any(
        (one.name, one.program, one.is_drum) != (other.name, other.program, other.is_drum)
        for one, other in pairs
    )
