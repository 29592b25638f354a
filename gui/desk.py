"""The whole window at work: connects what happens everywhere, and opens and closes it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from gui.actions import Actions
from gui.controllers.preferring import Preferring
from gui.controllers.readiness import Readiness
from gui.controllers.sound_watch import SoundWatch
from gui.controllers.toolbox import Toolbox
from gui.document.document import Change
from gui.document.opened import Opened, lacks_sentence, melody_sentence
from gui.document.preferences import Preferences, PreferencesStore
from gui.document.recovery import Offer, Recovery
from gui.look import Look
from gui.panels.notices import Kind, Notice
from gui.requests import ModelSummary, WarmRequest
from gui.studio import Studio
from gui.wiring import (
    wire_autosave,
    wire_copies,
    wire_learning,
    wire_roll,
    wire_status,
    wire_takes,
)
from melodyrnn.errors import MelodyRnnError


class Desk(QObject):
    """Everything that concerns more than one panel."""

    def __init__(
        self,
        studio: Studio,
        actions: Actions,
        look: Look,
        recovery: Recovery,
        store: PreferencesStore,
        preferences: Preferences,
    ) -> None:
        super().__init__(studio.window)
        self._studio = studio
        self._actions = actions
        self._look = look
        self._recovery = recovery
        self.preferring = Preferring(
            store, preferences, actions, look, studio.truth.player, studio.control.keys
        )
        self._toolbox = Toolbox(studio.truth.scene, actions)
        self._readiness = Readiness(studio.truth.document)
        self._sound_watch = SoundWatch(studio.truth.player, studio.control.keys)
        wire_roll(studio.panels, studio.hands, studio.control, actions)
        wire_takes(studio.panels, studio.control)
        wire_copies(studio.truth, studio.panels, studio.hands, studio.control)
        wire_autosave(studio.truth, studio.hands, studio.control)
        wire_status(studio.truth, studio.panels, studio.control)
        wire_learning(studio.panels, studio.control, actions)
        self._connect_actions()
        self._connect()
        studio.window.restore_layout(preferences.geometry, preferences.state)

    def settle(self) -> None:
        """What can wait until the window is painted."""
        studio = self._studio
        studio.truth.player.start()
        self.preferring.apply()
        studio.outgoing.purge(time.time())
        try:
            self._recovery.claim()
        except MelodyRnnError as error:
            self.warn(str(error))
        studio.truth.jobs.start("Loading the network", "gui.tasks:warm", WarmRequest())
        studio.control.models.refresh()
        studio.control.learning.look_for_unfinished()
        self._sound_watch.start()
        if offers := self._recovery.offers():
            self._offer(offers)

    def warn(self, sentence: str) -> None:
        """Something went wrong; it stays to be read."""
        self._notify(sentence, "warning")

    def may_close(self) -> bool:
        """Asks about unsaved edits and unfinished work."""
        long = [job.title for job in self._studio.truth.jobs.running if job.is_of_user]
        if long and not self._studio.asking.may_stop(long):
            return False
        return self._studio.control.files.may_leave()

    def close(self, *, keeps_recovery: bool) -> None:
        """Ends threads and processes. keeps_recovery: unsaved work is offered next time."""
        studio = self._studio
        window = studio.window
        settings = studio.truth.document.project.settings
        geometry = bytes(window.saveGeometry().data())
        self.preferring.remember(geometry, window.layout_state(), settings)
        studio.control.learning.close()
        studio.truth.jobs.close()
        studio.control.autosave.close()
        if not keeps_recovery:
            self._recovery.finish()
        studio.control.background.close()
        studio.control.keys.close()
        studio.truth.player.close()
        document = studio.truth.document
        for source in (document, *document.findChildren(QObject)):
            source.blockSignals(True)  # Python takes things down in no order; nobody listens

    def _connect_actions(self) -> None:
        studio, control = self._studio, self._studio.control
        parts: tuple[dict[str, Callable[..., object]], ...] = (
            {
                "cancel": self._cancel,
                "quit": studio.window.close,
                "next_region": studio.window.next_region,
                "show_ideas": lambda: studio.window.show_tab("Ideas"),
            },
            studio.panels.roll.handlers(),
            self._toolbox.handlers(),
            studio.hands.commands.handlers(),
            studio.hands.undoing.handlers(),
            studio.hands.step_entry.handlers(),
            studio.hands.typing.handlers(),
            control.playing.handlers(),
            control.takes.handlers(),
            control.audition.handlers(),
            control.ideas.handlers(),
            control.insight.handlers(),
            control.copies.handlers(),
            control.files.handlers(),
            control.outward.handlers(),
            control.recording.handlers(),
            control.learning.handlers(),
            control.dialogs.handlers(studio.hands.commands, self._actions, studio.folders),
            self.preferring.handlers(studio.window, control.sounding),
        )
        for handlers in parts:
            self._actions.connect(handlers)

    def _connect(self) -> None:
        studio, control = self._studio, self._studio.control
        document = studio.truth.document
        document.changed.connect(self._on_changed)
        document.path_changed.connect(self._show_title)
        history = document.history
        history.indexChanged.connect(self._show_history)
        self._show_history()
        history.cleanChanged.connect(lambda _clean: self._show_title())
        self._look.changed.connect(studio.panels.set_colours)
        studio.window.files_dropped.connect(self._on_dropped)
        studio.recent.aboutToShow.connect(lambda: self.preferring.fill_recent(studio.recent))
        self.preferring.path_chosen.connect(control.files.open)
        self.preferring.changed.connect(self._on_preferences)
        self.preferring.count_in_changed.connect(control.playing.set_count_in)
        self._sound_watch.changed.connect(self._show_sound)
        self._readiness.changed.connect(studio.panels.generation.set_ready)
        self._readiness.hinted.connect(studio.panels.generation.set_hint)
        self._readiness.models_wanted.connect(control.models.refresh)
        control.models.listed.connect(self._on_models)
        control.models.chosen.connect(self._show_model)
        studio.panels.generation.fix_asked.connect(self._readiness.fix)
        control.files.leaving.connect(lambda: control.recording.set_on(False))
        control.recording.state_changed.connect(self._actions["record"].setChecked)
        control.files.folder_chosen.connect(control.picking.open)
        control.picking.chosen.connect(control.files.open)
        control.files.opened.connect(self._on_opened)
        studio.panels.notices.acted.connect(self._on_acted)
        studio.panels.status.audio_clicked.connect(self._actions["preferences"].trigger)
        studio.panels.status.midi_clicked.connect(self._actions["preferences"].trigger)
        studio.panels.status.model_clicked.connect(self._actions["model_card"].trigger)
        control.files.used.connect(self.preferring.use)
        for source in (
            control.files, control.outward, control.dialogs, control.autosave, control.trial,
            control.models, control.learning,
        ):  # fmt: skip
            source.failed.connect(self.warn)
        self.preferring.failed.connect(self.warn)
        studio.panels.generation.height_wanted.connect(studio.window.give_generation)
        studio.panels.generation.card_asked.connect(control.dialogs.model_card)
        self._show_title()

    def _cancel(self) -> None:
        """Esc: gesture, source, generating, exports, audition, step entry, the selection."""
        studio = self._studio
        if studio.hands.gestures.cancel() or studio.control.copy_source.close():
            return
        if studio.control.takes.is_generating:
            studio.control.takes.cancel()
        elif studio.control.outward.is_exporting:
            studio.control.outward.cancel()
        elif studio.control.audition.slot is not None:
            studio.control.audition.stop()
        elif studio.hands.step_entry.is_on:
            self._actions["step_entry"].trigger()
        else:
            studio.truth.selection.clear()

    def _show_history(self, _index: int = 0) -> None:
        """The Edit menu says what would be taken back."""
        history = self._studio.truth.document.history
        for name, verb, text, can in (
            ("undo", "&Undo", history.undoText(), history.canUndo()),
            ("redo", "&Redo", history.redoText(), history.canRedo()),
        ):
            self._actions[name].setText(f"{verb} {text}".strip())
            self._actions[name].setEnabled(can)

    def _show_title(self) -> None:
        files = self._studio.control.files
        self._studio.window.setWindowTitle(f"{files.name}[*]")
        self._studio.window.setWindowModified(self._studio.truth.document.is_modified)

    def _on_changed(self, change: Change) -> None:
        if change.is_new:
            self._studio.panels.notices.clear()
            self._show_title()
        if change.fields & {"is_looping"}:
            self._actions["loop"].setChecked(change.after.is_looping)

    def _on_dropped(self, paths: list[Path]) -> None:
        """One window shows one project."""
        if len(paths) > 1:
            hint = f"Only {paths[0].name} is opened; drop a folder to pick from many files."
            self._studio.panels.status.set_hint(hint)
        self._studio.control.files.open(paths[0])

    def _on_opened(self, opened: Opened) -> None:
        """What was taken for granted, and which of several parts is the melody."""
        words = (melody_sentence(opened), lacks_sentence(opened))
        if sentence := " ".join(filter(None, words)):
            action = "Choose Another Part" if len(opened.parts) > 1 else ""
            self._studio.panels.notices.notify(Notice(sentence, action=action, key="Parts"))

    def _on_preferences(self, preferences: Preferences) -> None:
        self._studio.control.outward.soundfont = preferences.soundfont
        self._show_sound()

    def _show_sound(self) -> None:
        """Where sound goes now, in the status bar."""
        player, status = self._studio.truth.player, self._studio.panels.status
        preferences = self.preferring.preferences
        status.set_audio(
            "No sound" if player.message else preferences.output_device or "Sound",
            player.message,
            is_good=not player.message,
        )
        ports = " · ".join(filter(None, (preferences.midi_in, preferences.midi_out)))
        words = self._studio.control.keys.message
        status.set_midi(ports, words, is_good=not words)
        self._studio.control.dialogs.facts = {
            "Sound": player.message or preferences.output_device or "the system's own",
            "MIDI": words or ports or "none",
        }

    def _on_models(self, models: tuple[ModelSummary, ...]) -> None:
        self._readiness.set_models(models)
        generation = self._studio.panels.generation
        generation.set_models([(model.name, model.summary) for model in models])

    def _show_model(self, model: ModelSummary) -> None:
        """What depends on the model: styles, temperatures, what is usual."""
        self._studio.panels.show_model(model, self._studio.truth.document.project.settings)

    def _on_acted(self, key: str) -> None:
        """The button of a notice was pressed."""
        if not self._studio.control.learning.act(key):
            self._studio.window.show_tab(key)

    def _offer(self, offers: list[Offer]) -> None:
        from gui.dialogs.recover import RecoverDialog

        dialog = RecoverDialog(offers, datetime.now().astimezone(), self._studio.window)
        dialog.recovered.connect(self._recover)
        dialog.discarded.connect(lambda offer: self._recovery.discard(offer.session))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _recover(self, offer: Offer) -> None:
        if not self._studio.control.files.may_leave():
            return  # it is offered again at the next start
        try:
            self._recovery.take_over(offer)
        except MelodyRnnError as error:
            self.warn(str(error))
        self._studio.truth.document.reset(offer.project, offer.origin, is_saved=False)
        self._notify(f"{offer.name} is back; save it to keep it.", "good")

    def _notify(self, sentence: str, kind: Kind) -> None:
        self._studio.panels.notices.notify(Notice(sentence, kind))
