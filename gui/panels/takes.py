"""The strip of takes: the original, then a card for each take, streamed in as they are ready."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.actions import Actions
from gui.document.document import Change, Document
from gui.document.project import Idea
from gui.panels.announcing import announce
from gui.panels.still_cards import InvitationCard, OriginalCard, WaitingCard, invitation_to
from gui.panels.take_card import Shown, TakeCard
from gui.panels.takes_header import HEIGHT as HEADER
from gui.panels.takes_header import TakesHeader
from gui.panels.takes_strip import LOWEST, TakesStrip
from gui.panels.wishes import IdeaWishes
from gui.theme import MARGIN, Colours

HEIGHT = 210
"""The height it likes best."""

LATER_MS = 100
"""After the last edit the original is pictured anew: no gesture has to wait for that."""


class TakesPanel(QWidget):
    """Shows takes in slots 1-8 and the original in slot 0; what is done with them is asked for.

    wishes: what its cards ask for. audition_asked: a slot. swap_asked: the last two that were
    heard are to change places. cancel_asked: no more takes.
    """

    audition_asked = Signal(int)
    cancel_asked = Signal()
    swap_asked = Signal()

    def __init__(
        self, document: Document, actions: Actions, colours: Colours, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.wishes = IdeaWishes(self)
        self._document = document
        self._actions = actions
        self._colours = colours
        self._typical = 0.0
        self._message = ""
        self._is_generating = False
        self._cards: dict[int, TakeCard | WaitingCard] = {}
        self._heard: int | None = None
        self._last_two = [0]
        self._original = OriginalCard(colours)
        self._invitation: InvitationCard | None = None
        self._strip = TakesStrip(self._original)
        self._header = TakesHeader(actions)
        self._later = QTimer(self)
        self._lay_out()
        self._connect()
        self._show_original()
        self._arrange()

    def expect(self, count: int) -> None:
        """`count` takes are being written: as many waiting cards take the place of all others.

        0: none are, and the slots are empty.
        """
        self._cards = {slot: WaitingCard(slot, self._colours) for slot in range(1, count + 1)}
        # What plays goes on playing until its slot is filled again.
        self._last_two = [slot for slot in self._last_two if slot <= count] or [0]
        self._heard = self._heard if self._heard is not None and self._heard <= count else None
        self._is_generating = count > 0
        self._message = ""
        self._arrange()

    def show_idea(self, slot: int, idea: Idea) -> None:
        """A take is there: it stands in its slot (1-8) from now on."""
        card = self._cards.get(slot)
        if isinstance(card, TakeCard):
            card.show_idea(self._shown(idea))
        else:
            self._cards[slot] = self._new_card(slot, idea)
            self._arrange()
        if self._is_generating and not self._waiting():
            self.finish()

    def finish(self) -> None:
        """No more takes are coming: waiting cards that are left go away."""
        self._is_generating = False
        self._cards = {s: c for s, c in self._cards.items() if isinstance(c, TakeCard)}
        self._arrange()

    def set_auditioned(self, slot: int | None) -> None:
        """Which slot is heard now; None: none."""
        is_other, self._heard = slot != self._heard, slot
        if slot is not None:
            self._last_two = [*[s for s in self._last_two if s != slot][-1:], slot]
        for number, card in self._sounding():
            if card.is_heard != (number == slot):
                card.set_heard(number == slot)
            card.takes_tab = self.can_swap
            if number == slot:
                self._strip.show_card(card, takes_focus=is_other)
        self._refresh_header()

    def set_progress(self, position: float | None) -> None:
        """The playhead, a tick of the piece: shown in the card that is heard."""
        for number, card in self._sounding():
            if number == self._heard:
                card.set_playhead(position)

    def set_message(self, message: str) -> None:
        """What is in the way and what to do about it, in a sentence; empty: nothing is."""
        self._message = message
        self._refresh_header()
        self._refresh_invitation()
        if message:
            announce(self, message)

    def set_typical(self, nats: float) -> None:
        """The nats a note that the model is used to; 0: not known."""
        self._typical = nats
        self._refresh_cards()

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        self._colours = colours
        for card in (self._original, self._invitation, *self._cards.values()):
            if card is not None:
                card.set_colours(colours)

    @property
    def can_swap(self) -> bool:
        """Whether two slots have been heard."""
        return len(self._last_two) == 2

    @property
    def auditioned(self) -> int | None:
        """The slot that is heard now."""
        return self._heard

    def identifier(self, slot: int) -> str | None:
        """The idea in a slot; None: there is none."""
        card = self._cards.get(slot)
        return card.idea.identifier if isinstance(card, TakeCard) else None

    def slot_of(self, identifier: str) -> int | None:
        """The slot of an idea; None: it stands in none."""
        slots = (slot for slot in self._cards if self.identifier(slot) == identifier)
        return next(slots, None)

    def begin_rename(self, identifier: str) -> None:
        """Lets the user type another name on the card of an idea."""
        card = self._cards.get(self.slot_of(identifier) or 0)
        if isinstance(card, TakeCard):
            card.begin_rename()

    def sizeHint(self) -> QSize:
        return QSize(900, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(400, HEADER + LOWEST + 5)

    def _lay_out(self) -> None:
        self.setObjectName("takes")
        self.setAccessibleName("Takes")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN - 3, 2, MARGIN - 3, 3)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._strip, 1)

    def _connect(self) -> None:
        self._later.setSingleShot(True)
        self._later.setInterval(LATER_MS)
        self._later.timeout.connect(self._show_original)
        self._document.changed.connect(self._on_changed)
        self.wishes.restore_asked.connect(self._on_restore_asked)
        self._header.cancel.clicked.connect(self.cancel_asked)
        self._original.pressed.connect(partial(self.audition_asked.emit, 0))
        self._original.opened.connect(partial(self.audition_asked.emit, 0))
        self._original.stepped.connect(partial(self._on_stepped, self._original))
        self._original.tabbed.connect(self.swap_asked)
        self._actions["generate"].changed.connect(self._refresh_invitation)

    def _new_card(self, slot: int, idea: Idea) -> TakeCard:
        card = TakeCard(slot, self._shown(idea), self._actions, self._colours, self.wishes)
        card.pressed.connect(partial(self.audition_asked.emit, slot))
        card.tabbed.connect(self.swap_asked)
        card.stepped.connect(partial(self._on_stepped, card))
        card.takes_tab = self.can_swap
        return card

    def _shown(self, idea: Idea) -> Shown:
        return Shown(idea, self._document.project.piece.meters, self._typical)

    def _waiting(self) -> int:
        return sum(isinstance(card, WaitingCard) for card in self._cards.values())

    def _sounding(self) -> list[tuple[int, TakeCard | OriginalCard]]:
        """All cards that can be heard, by slot."""
        takes = [(n, c) for n, c in sorted(self._cards.items()) if isinstance(c, TakeCard)]
        return [(0, self._original), *takes]

    def _arrange(self) -> None:
        """Puts into the strip what the slots hold, or the invitation."""
        if not self._cards and self._invitation is None:
            self._invitation = InvitationCard(self._colours)
            self._invitation.pressed.connect(self._actions["generate"].trigger)
            self._invitation.opened.connect(self._actions["generate"].trigger)
            self._invitation.stepped.connect(partial(self._on_stepped, self._invitation))
        if self._cards:
            self._invitation = None
            self._strip.set_cards([card for _, card in sorted(self._cards.items())])
        elif self._invitation is not None:
            self._strip.set_cards([self._invitation], fills=True)
        self.set_auditioned(self._heard)
        self._refresh_invitation()

    def _refresh_header(self) -> None:
        waiting = self._waiting()
        self._header.show_counts(len(self._cards) - waiting, waiting)
        if self._message and self._cards:
            self._header.show_message(self._message)
        swap = f"{self._keys('swap_takes') or 'Tab'} swaps the last two"
        self._header.show_hint(swap if self.can_swap else "")

    def _refresh_invitation(self) -> None:
        if self._invitation is None:
            return
        if self._message:
            self._invitation.show_text("", self._message)
            return
        words = invitation_to(has_notes=bool(len(self._document.notes)))
        self._invitation.show_text(f"Press {self._keys('generate') or 'Generate'}", words)

    def _keys(self, name: str) -> str:
        return self._actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)

    def _refresh_cards(self) -> None:
        known = {idea.identifier: idea for idea in self._document.project.ideas}
        for card in self._cards.values():
            if isinstance(card, TakeCard):
                shown = self._shown(known.get(card.idea.identifier, card.idea))
                if shown != card.shown:
                    card.show_idea(shown)

    def _show_original(self) -> None:
        project = self._document.project
        self._original.show_melody(project.notes, project.piece.meters, project.sounding_key)
        self._refresh_invitation()

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self.expect(0)
            self._show_original()
        elif change.fields & {"piece", "melody", "key"}:
            self._later.start()
        if change.fields & {"piece", "ideas"}:
            self._refresh_cards()

    def _on_restore_asked(self, identifier: str) -> None:
        self._document.edit_idea("Restore Idea", identifier, status="fresh")

    def _on_stepped(self, card: QWidget, step: int) -> None:
        row: list[QWidget] = [c for _, c in self._sounding()]
        if self._invitation is not None:
            row.append(self._invitation)
        index = min(max(row.index(card) + step, 0), len(row) - 1)
        row[index].setFocus(Qt.FocusReason.OtherFocusReason)
        self._strip.show_card(row[index])
