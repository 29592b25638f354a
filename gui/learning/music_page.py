"""The music page: choose folders, see what each file holds, put right what can be."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from gui.icons import pixmap
from gui.learning.doctor import Doctor
from gui.learning.doctor_rows import Shown
from gui.learning.doctor_table import DoctorTable
from gui.learning.leavable_field import LeavableField
from gui.learning.music_head import MusicHead, OffersBar
from gui.panels.announcing import announce
from gui.panels.keyboard import PanelButton
from gui.panels.segments import Segment, Segments
from gui.theme import MARGIN, SPACING, Colours, blend

FILTERS = (
    Segment("all", "All", "Every file that was found"),
    Segment("learned", "Learned from", "Files that something is learned from"),
    Segment("left", "Left out", "Files that nothing is learned from"),
    Segment("repairable", "Can be repaired", "Files with a repair that would help"),
)
REFRESH_MS = 120
"""The sums are shown so often at most."""
TYPING_MS = 120
"""The search waits so long for the next letter."""


class MusicPage(QWidget):
    """Shows what the doctor finds, and hands decisions on to it.

    folder_asked, files_asked: to be chosen in the system's dialog and given to `Doctor.add`.
    listen_asked: a path, and a part or -1. reveal_asked: a path to show in its folder.
    """

    folder_asked = Signal()
    files_asked = Signal()
    listen_asked = Signal(object, int)
    reveal_asked = Signal(object)

    def __init__(self, doctor: Doctor, colours: Colours) -> None:
        super().__init__()
        self._doctor = doctor
        self._stage = doctor.stage
        self.head = MusicHead(doctor, colours)
        self.offers = OffersBar()
        self.filter = Segments("Show", FILTERS)
        self.search = LeavableField()
        self.table = DoctorTable(doctor.model, colours)
        self.empty = EmptyMusic(colours)
        self._none = QLabel()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._build()
        self._connect()
        self.refresh()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self.head.set_colours(colours)
        self.table.set_colours(colours)
        self.empty.set_colours(colours)

    def refresh(self) -> None:
        """Shows how things stand."""
        stage, model = self._doctor.stage, self._doctor.model
        self._pages.setCurrentIndex(int(stage != "empty"))
        self.head.refresh()
        self.offers.show_offers(model.tally.open_offers if stage == "ready" else [])
        tally = model.tally
        counts = (tally.files, tally.learned, tally.files - tally.learned, tally.repairable)
        for segment, count in zip(FILTERS, counts, strict=True):
            self.filter.button(segment.value).setText(f"{segment.text}  {count:,}")
        self.filter.button("repairable").setVisible(bool(tally.repairable))
        if not tally.repairable and self.filter.value == "repairable":
            self.filter.set_value("all")
            self._on_filter()
        self._none.setText("" if model.rowCount() or not tally.files else self._why_none())
        self._none.setVisible(bool(self._none.text()))
        if stage != self._stage:
            self._stage = stage
            if stage == "ready":
                announce(self, self.head.said)

    def _why_none(self) -> str:
        if self.search.text().strip():
            return "No file is called that. Try another word, or clear the search."
        return "There are no such files."

    def _build(self) -> None:
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Music to learn from")
        self.search.setPlaceholderText("Search files, parts and reasons")
        self.search.setAccessibleName("Search files")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(120)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setProperty("role", "faint")
        finder = QHBoxLayout()
        finder.setSpacing(SPACING)
        finder.addWidget(self.filter)
        finder.addWidget(self.search, 1)
        found = QWidget()
        layout = QVBoxLayout(found)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(MARGIN - 2)
        layout.addWidget(self.head)
        layout.addWidget(self.offers)
        layout.addLayout(finder)
        layout.addWidget(self._none)
        layout.addWidget(self.table, 1)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self.empty)
        self._pages.addWidget(found)

    def _connect(self) -> None:
        doctor, table = self._doctor, self.table
        doctor.changed.connect(self._on_changed)
        self._refresh.timeout.connect(self.refresh)
        self.head.folder_asked.connect(self.folder_asked)
        self.empty.folder_asked.connect(self.folder_asked)
        self.empty.files_asked.connect(self.files_asked)
        self.offers.repair_asked.connect(doctor.repair_all)
        self.filter.chosen.connect(self._on_filter)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._on_filter)
        table.listen_asked.connect(self.listen_asked)
        table.reveal_asked.connect(self.reveal_asked)
        table.repair_asked.connect(doctor.repair)
        table.leave_asked.connect(doctor.leave)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)
        self.search.left.connect(self._on_search_left)

    def _on_changed(self) -> None:
        if self._doctor.stage != self._stage:
            self.refresh()
        elif not self._refresh.isActive():
            self._refresh.start()

    def _on_search_left(self) -> None:
        """Esc in the search takes the words away."""
        self.search.clear()
        self.table.setFocus()

    def _on_filter(self) -> None:
        shown = self.filter.value
        assert shown in get_args(Shown)
        self._doctor.model.show_only(shown, self.search.text())  # type: ignore[arg-type]  # just asserted
        self.refresh()


class EmptyMusic(QWidget):
    """What stands there before there is any music. folder_asked, files_asked: buttons."""

    folder_asked = Signal()
    files_asked = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self._colours = colours
        self._picture = QLabel()
        title = QLabel("Teach a network your own music")
        title.setProperty("role", "title")
        text = QLabel(
            "Drop a folder of MIDI files here: thousands, nested, mixed with anything.\n"
            "You will see what each file holds, what is learned from it, and why not."
        )
        text.setProperty("role", "faint")
        hint = QLabel("Your files stay as they are, and on this computer.")
        hint.setProperty("role", "faint")
        self.choose = PanelButton("Choose Folder…")
        self.choose.setObjectName("primary")
        self.choose.say("Choose a folder", "All MIDI files in it and in the folders inside")
        self.pick = PanelButton("Choose Files…", "quiet")
        self.pick.say("Choose files", "Single MIDI files")
        layout = QVBoxLayout(self)
        layout.setSpacing(MARGIN)
        layout.addStretch(2)
        for widget in (self._picture, title, text):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        for label in (self._picture, title, text, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACING)
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.pick)
        buttons.addStretch(1)
        layout.addSpacing(SPACING)
        layout.addLayout(buttons)
        layout.addSpacing(SPACING)
        layout.addWidget(hint, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.choose.clicked.connect(self.folder_asked)
        self.pick.clicked.connect(self.files_asked)
        self.set_colours(colours)

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        ratio = self.devicePixelRatioF()
        self._picture.setPixmap(pixmap("folder", colours.accent, size=56, ratio=ratio))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A place to drop things on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = blend(self._colours.panel, self._colours.text, 0.28)
        painter.setPen(QPen(QColor(ink), 1.5, Qt.PenStyle.DashLine))
        edge = 2 * MARGIN
        painter.drawRoundedRect(self.rect().adjusted(edge, edge, -edge, -edge), 14, 14)
        painter.end()
