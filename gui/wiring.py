"""Who hears whom: signals of the panels to the controllers, and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import Actions
from gui.controllers.copied_hover import CopiedHover
from gui.panels.announcing import announce
from gui.requests import ModelSummary, SourceBars
from gui.studio import Controllers, Hands, Panels, Truth
from melodyrnn.music.naming import pitch_name

CONTEXT_MENU = (
    "cut", "copy", "paste", "duplicate", "delete", "-", "quantize", "quantize_dialog",
    "transpose", "louder", "softer", "-", "play_selection", "loop_selection", "-", "show_source",
)  # fmt: skip
"""Actions of the roll's context menu."""


def wire_roll(panels: Panels, hands: Hands, control: Controllers, actions: Actions) -> None:
    """The piano roll with what edits it, and with what sounds."""
    roll, gestures = panels.roll, hands.gestures
    roll.set_gestures(gestures)
    gestures.watch(roll.canvas)
    sound = control.sounding
    gestures.preview_started.connect(sound.start_alone)
    gestures.preview_ended.connect(sound.stop_all)
    gestures.hint_chosen.connect(control.insight.take_hint)
    gestures.value_shown.connect(roll.show_value)
    roll.velocity_lane.velocity_changed.connect(sound.strike)
    roll.hovered.connect(lambda _tick, pitch: panels.status.set_note(pitch_name(pitch)))
    roll.unhovered.connect(lambda: panels.status.set_note(""))
    gestures.note_described.connect(roll.announce)
    hands.commands.note_described.connect(roll.announce)
    hands.commands.preview_asked.connect(sound.strike)
    control.insight.note_written.connect(sound.strike)
    roll.play_asked.connect(control.playing.play_from)
    roll.ruler.cursor_placed.connect(control.playing.seek)
    for source in (hands.typing, control.keys, roll):
        for target in (sound, hands.step_entry, control.recording):
            source.note_started.connect(target.note_started)
            source.note_ended.connect(target.note_ended)
    gestures.context_menu_asked.connect(lambda place: _menu(actions, roll).popup(place))
    hands.step_entry.watch(roll.canvas)
    actions["step_entry"].toggled.connect(lambda on: _type_along(hands, actions, on))
    for hinting in (hands.commands, hands.step_entry, hands.typing):
        hinting.hinted.connect(panels.status.set_hint)


def wire_takes(panels: Panels, control: Controllers) -> None:
    """Cards and shelf with what continues the melody."""
    cards, shelf, takes = panels.takes, panels.ideas, control.takes
    audition, ideas = control.audition, control.ideas
    control.slots.expected.connect(cards.expect)
    control.slots.filled.connect(cards.show_idea)
    audition.changed.connect(cards.set_auditioned)
    audition.changed.connect(
        lambda _slot: shelf.set_auditioned(audition.idea.identifier if audition.idea else None)
    )
    audition.changed.connect(lambda _slot: control.outward.hear(audition.idea))
    takes.generating_changed.connect(lambda on: None if on else cards.finish())
    takes.failed.connect(cards.set_message)
    ideas.rename_asked.connect(cards.begin_rename)
    takes.announced.connect(lambda words: announce(cards, words))
    control.playing.position_changed.connect(cards.set_progress)
    cards.audition_asked.connect(audition.play)
    cards.cancel_asked.connect(takes.cancel)
    cards.swap_asked.connect(audition.swap)
    shelf.audition_asked.connect(audition.play_idea)
    for source in (cards.wishes, shelf.wishes):
        source.keep_asked.connect(ideas.keep)
        source.insert_asked.connect(ideas.insert)
        source.discard_asked.connect(ideas.discard)
        source.star_asked.connect(ideas.star)
        source.rename_asked.connect(ideas.rename)
        source.more_like_asked.connect(takes.more_like)
        source.recipe_copy_asked.connect(ideas.copy_recipe)
        source.recreate_asked.connect(takes.recreate)
        source.export_asked.connect(control.outward.export_idea)
        source.file_copy_asked.connect(control.outward.copy_idea)
        source.source_asked.connect(control.copies.show_source_of)
        source.drag_asked.connect(control.outward.drag_idea)
    panels.generation.settings_settled.connect(takes.reroll)


def wire_copies(truth: Truth, panels: Panels, hands: Hands, control: Controllers) -> None:
    """Copied notes with the card that shows where they are from."""
    scene = truth.scene
    card, source, canvas = panels.source, control.copy_source, panels.roll.canvas
    card.lie_over(canvas)
    hands.taps.watch(canvas)
    hands.taps.tapped.connect(control.copies.click)
    wire_copied_hover(panels, hands, control.copies.hover)
    control.copies.announced.connect(panels.roll.announce)

    def show(bars: SourceBars, clicked: float | None) -> None:
        x = None if clicked is None else scene.geometry.x(clicked)
        card.show_source(bars, clicked_x=x)

    source.found.connect(show)
    source.left.connect(card.leave)
    source.noted.connect(panels.roll.announce)
    source.heard.connect(card.set_heard)
    source.moved.connect(card.set_playhead)
    card.play_asked.connect(source.play)
    card.close_asked.connect(source.close)
    for told in (control.copies.set_has_sources, control.takes.set_has_sources):
        control.models.chosen.connect(partial(_tell_sources, told))
    control.models.listed.connect(lambda _models: control.copies.look_again())


def wire_copied_hover(panels: Panels, hands: Hands, hover: CopiedHover) -> None:
    """The words of the copied note under the pointer; gestures write in the same place."""
    roll = panels.roll
    roll.hovered.connect(lambda tick, pitch: hover.hover((tick, pitch)))
    roll.unhovered.connect(lambda: hover.hover(None))
    roll.told.connect(hover.set_tool_words)
    hands.gestures.value_shown.connect(hover.set_gesture_words)
    hover.labelled.connect(roll.show_value)
    hover.told.connect(panels.status.set_resting)


def wire_autosave(truth: Truth, hands: Hands, control: Controllers) -> None:
    """Nothing is written while the mouse is down."""
    truth.scene.overlay_changed.connect(lambda: control.autosave.hold(hands.gestures.is_active))


def wire_status(truth: Truth, panels: Panels, control: Controllers) -> None:
    """What the transport and the status bar show."""
    status, transport, playing = panels.status, panels.transport, control.playing
    for source in (
        playing,
        control.takes,
        control.audition,
        control.ideas,
        control.insight,
        control.copies,
        control.copy_source,
        control.files,
        control.outward,
        control.recording,
    ):
        source.noted.connect(status.set_hint)
    status.selection_dragged.connect(control.outward.drag_selection)
    transport.refused.connect(status.set_hint)
    transport.entered.connect(panels.roll.setFocus)
    transport.master_changed.connect(truth.player.set_master)
    playing.state_changed.connect(transport.set_playing)

    def light(tick: float | None) -> None:
        panels.roll.set_sounding(playing.pitches_at(tick) | control.sounding.pitches)

    playing.position_changed.connect(light)
    control.sounding.changed.connect(lambda: light(truth.scene.playhead))
    playing.position_changed.connect(transport.set_position)
    playing.audition_left.connect(lambda: transport.set_position(truth.selection.cursor))
    truth.selection.cursor_changed.connect(transport.set_position)
    truth.selection.cursor_changed.connect(status.set_position)
    truth.selection.changed.connect(lambda: status.set_selection(truth.selection.count))


def wire_learning(panels: Panels, control: Controllers, actions: Actions) -> None:
    """What the main window tells of a training."""
    learning, status = control.learning, panels.status
    learning.noticed.connect(panels.notices.notify)
    learning.teaching.status_changed.connect(status.set_learning)
    status.learning_clicked.connect(actions["learn"].trigger)

    def show(runs: bool, rests: bool) -> None:
        actions["pause_learning"].setEnabled(runs)
        actions["pause_learning"].setChecked(rests)
        actions["stop_learning"].setEnabled(runs)

    learning.running_changed.connect(show)
    show(False, False)


def _type_along(hands: Hands, actions: Actions, on: bool) -> None:
    """Step entry takes the computer keyboard along: without it letters would be shortcuts."""
    typing = actions["musical_typing"]
    if typing.isChecked() != on:
        typing.trigger()
    if on:
        hands.step_entry.tell()


def _tell_sources(tell: Callable[[bool], None], model: ModelSummary) -> None:
    tell(model.has_sources)


def _menu(actions: Actions, parent: QWidget) -> QMenu:
    """The roll's context menu."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for name in CONTEXT_MENU:
        if name == "-":
            menu.addSeparator()
        else:
            menu.addAction(actions[name])
    return menu
