"""Everything behind and on the window, built once and handed to each other."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QMenu

from gui.actions import Actions
from gui.controllers.asking import Asking
from gui.controllers.audition import Audition
from gui.controllers.copies import Copies
from gui.controllers.copy_source import CopySource
from gui.controllers.dialogs import Dialogs
from gui.controllers.files import Files
from gui.controllers.ideas import Ideas
from gui.controllers.insight import Insight
from gui.controllers.learning import Learning
from gui.controllers.midi_keys import MidiKeys
from gui.controllers.models import Models
from gui.controllers.outward import Outward
from gui.controllers.picking import Picking
from gui.controllers.playing import Playing
from gui.controllers.recording import Recording
from gui.controllers.slots import Slots
from gui.controllers.sounding import Sounding
from gui.controllers.takes import Takes
from gui.controllers.teaching import Teaching
from gui.controllers.trial import Trial
from gui.document.autosave import Autosave
from gui.document.background import Background
from gui.document.document import Document
from gui.document.outgoing import Outgoing
from gui.document.recovery import Recovery
from gui.document.saving import Saving
from gui.document.selection import Selection
from gui.document.settings import TakeSettings
from gui.folders import Folders
from gui.jobs import Jobs
from gui.look import Look
from gui.main_window import MainWindow, Places
from gui.panels.generation import GenerationPanel
from gui.panels.ideas import IdeasShelf
from gui.panels.notices import Notices
from gui.panels.source_card import SourceCard
from gui.panels.status import StatusBar
from gui.panels.takes import TakesPanel
from gui.panels.tracks import TracksPanel
from gui.panels.transport import Transport
from gui.piano_roll.commands import Commands
from gui.piano_roll.gestures import Gestures
from gui.piano_roll.musical_typing import MusicalTyping
from gui.piano_roll.roll import PianoRoll
from gui.piano_roll.scene import Scene
from gui.piano_roll.step_entry import StepEntry
from gui.piano_roll.taps import Taps
from gui.piano_roll.undoing import Undoing
from gui.requests import ModelSummary
from gui.theme import Colours
from melodyrnn.playback.player import Player


@dataclass(frozen=True, slots=True)
class Truth:
    """What everybody reads."""

    document: Document
    selection: Selection
    scene: Scene
    jobs: Jobs
    player: Player


@dataclass(frozen=True, slots=True)
class Panels:
    """What is seen."""

    transport: Transport
    notices: Notices
    roll: PianoRoll
    takes: TakesPanel
    generation: GenerationPanel
    ideas: IdeasShelf
    tracks: TracksPanel
    status: StatusBar
    source: SourceCard

    def set_colours(self, colours: Colours) -> None:
        """Another look."""
        for panel in (
            self.transport, self.notices, self.roll, self.takes,
            self.generation, self.ideas, self.tracks, self.status, self.source,
        ):  # fmt: skip
            panel.set_colours(colours)

    def show_model(self, model: ModelSummary, settings: TakeSettings) -> None:
        """What depends on the model and on how bold it is to be."""
        self.generation.set_styles(model.styles)
        self.generation.set_has_sources(model.has_sources)
        self.generation.set_temperatures(
            model.pitch_temperature(settings.pitch_boldness),
            model.rhythm_temperature(settings.rhythm_boldness),
        )
        self.takes.set_typical(model.typical)
        self.ideas.set_typical(model.typical)
        self.status.set_model(model.name, model.summary)

    def places(self) -> Places:
        """Where each stands in the window."""
        return Places(
            transport=self.transport,
            notices=self.notices,
            roll=self.roll,
            takes=self.takes,
            generation=self.generation,
            side={"Ideas": self.ideas, "Parts": self.tracks},
            status=self.status,
        )


@dataclass(frozen=True, slots=True)
class Hands:
    """What edits the notes."""

    gestures: Gestures
    commands: Commands
    taps: Taps
    typing: MusicalTyping
    step_entry: StepEntry
    undoing: Undoing


@dataclass(frozen=True, slots=True)
class Controllers:
    """What happens on a gesture."""

    playing: Playing
    sounding: Sounding
    slots: Slots
    audition: Audition
    takes: Takes
    ideas: Ideas
    insight: Insight
    copies: Copies
    copy_source: CopySource
    files: Files
    outward: Outward
    dialogs: Dialogs
    recording: Recording
    trial: Trial
    picking: Picking
    models: Models
    learning: Learning
    keys: MidiKeys
    background: Background
    autosave: Autosave


@dataclass(frozen=True, slots=True)
class Studio:
    """All of it."""

    truth: Truth
    panels: Panels
    hands: Hands
    control: Controllers
    window: MainWindow
    recent: QMenu
    asking: Asking
    outgoing: Outgoing
    folders: Folders


def build_studio(actions: Actions, look: Look, folders: Folders, recovery: Recovery) -> Studio:
    """Builds everything and connects it."""
    truth = build_truth()
    panels = build_panels(truth, actions, look)
    hands = build_hands(truth)
    window, recent = build_window(panels, actions)
    outgoing = Outgoing(folders.outgoing)
    asking = Asking(window, look)
    control = build_controllers(truth, window, asking, recovery, outgoing, look)
    control.files.set_folder(folders.music)
    control.outward.folder = folders.music
    return Studio(truth, panels, hands, control, window, recent, asking, outgoing, folders)


def build_truth() -> Truth:
    """The document and what serves it."""
    document = Document()
    return Truth(
        document, Selection(document), Scene(document), Jobs(document), Player(starts=False)
    )


def build_panels(truth: Truth, actions: Actions, look: Look) -> Panels:
    """All that is seen, in the colours in force."""
    document, scene, colours = truth.document, truth.scene, look.colours
    return Panels(
        transport=Transport(document, scene, actions, colours),
        notices=Notices(colours),
        roll=PianoRoll(document, truth.selection, scene, colours),
        takes=TakesPanel(document, actions, colours),
        generation=GenerationPanel(document, actions, colours),
        ideas=IdeasShelf(document, actions, colours),
        tracks=TracksPanel(document, colours),
        status=StatusBar(document, colours),
        source=SourceCard(colours),
    )


def build_hands(truth: Truth) -> Hands:
    """What edits the notes of the roll."""
    document, selection, scene = truth.document, truth.selection, truth.scene
    return Hands(
        gestures=Gestures(document, selection, scene, document),
        commands=Commands(document, selection, scene),
        taps=Taps(scene),
        typing=MusicalTyping(document),
        step_entry=StepEntry(document, selection, scene),
        undoing=Undoing(document, selection),
    )


def build_controllers(
    truth: Truth,
    window: MainWindow,
    asking: Asking,
    recovery: Recovery,
    outgoing: Outgoing,
    look: Look,
) -> Controllers:
    """What connects the panels with the document, the player and the worker."""
    document, selection, jobs = truth.document, truth.selection, truth.jobs
    playing = Playing(document, selection, truth.scene, truth.player)
    slots = Slots(document)
    audition = Audition(document, truth.scene, playing, slots)
    background = Background(document)
    autosave = Autosave(document, recovery, background)
    saving = Saving(document, background, autosave)
    trial, models = Trial(jobs, playing), Models(document, jobs)
    source = CopySource(document, jobs, trial)
    return Controllers(
        playing=playing,
        sounding=Sounding(document, truth.player),
        slots=slots,
        audition=audition,
        takes=Takes(document, jobs, slots, audition),
        ideas=Ideas(document, selection, audition),
        insight=Insight(document, selection, truth.scene, jobs),
        copies=Copies(document, selection, truth.scene, jobs, audition, source),
        copy_source=source,
        files=Files(document, saving, jobs, asking, window),
        outward=Outward(document, selection, jobs, outgoing, window),
        dialogs=Dialogs(document, truth.scene, jobs, window),
        recording=Recording(document, selection, truth.scene, playing),
        trial=trial,
        picking=Picking(jobs, trial, window),
        models=models,
        learning=Learning(jobs, trial, models, Teaching(jobs), look),
        keys=MidiKeys(document),
        background=background,
        autosave=autosave,
    )


def build_window(panels: Panels, actions: Actions) -> tuple[MainWindow, QMenu]:
    """The window around the panels, and its menu of recent files."""
    recent = QMenu("Open &Recent")
    return MainWindow(actions, panels.places(), recent), recent
