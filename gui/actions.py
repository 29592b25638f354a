"""Every action of the window as one table: its text, shortcut, tooltip and menu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    menu: path of the menu it stands in, "" for none; an action named "-" is a separator.
    keys: shortcuts as Qt writes them; the first is shown. tip: a sentence for tooltip and
    status bar. is_letter: its shortcut is a plain key, which musical typing takes away.
    """

    name: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    is_checkable: bool = False

    @property
    def is_letter(self) -> bool:
        """Whether the first shortcut is one key without Ctrl or Alt that types a character."""
        return bool(self.keys) and len(self.keys[0].removeprefix("Shift+")) == 1


def _a(menu: str, name: str, text: str, keys: str, tip: str, check: bool = False) -> ActionSpec:
    return ActionSpec(name, text, menu, tuple(k for k in keys.split(" | ") if k), tip, check)


FILE, EDIT, NOTES, VIEW = "&File", "&Edit", "&Notes", "&View"
PLAY, IDEAS, LEARN, HELP = "&Play", "&Ideas", "&Learn", "&Help"
MENUS = (FILE, EDIT, NOTES, IDEAS, LEARN, PLAY, VIEW, HELP)

ACTIONS: tuple[ActionSpec, ...] = (
    _a(FILE, "new", "&New", "Ctrl+N", "Start an empty project"),
    _a(FILE, "open", "&Open…", "Ctrl+O", "Open a project or a MIDI file"),
    _a(FILE, "open_example", "Open Examp&le", "", "Open the example that the first start shows"),
    _a(FILE, "recent", "Open &Recent", "", "Projects and files opened lately"),
    _a(FILE, "-", "", "", ""),
    _a(FILE, "save", "&Save", "Ctrl+S", "Save the project"),
    _a(FILE, "save_as", "Save &As…", "Ctrl+Shift+S", "Save the project under another name"),
    _a(FILE, "-", "", "", ""),
    _a(FILE, "import_midi", "&Import MIDI…", "Ctrl+I", "Start a project from a MIDI file"),
    _a(FILE, "import_folder", "Import From &Folder…", "", "Pick a melody from a folder of MIDI"),
    _a(FILE, "export_midi", "&Export MIDI…", "Ctrl+E", "Save the music as a MIDI file"),
    _a(FILE, "export_dialog", "Export &More…", "Ctrl+Shift+E", "Choose what to export, and how"),
    _a(FILE, "-", "", "", ""),
    _a(FILE, "preferences", "&Preferences…", "Ctrl+,", "Sound, MIDI, look and shortcuts"),
    _a(FILE, "quit", "&Quit", "Ctrl+Q", "Leave melodyrnn"),
    _a(EDIT, "undo", "&Undo", "Ctrl+Z", "Take back the last edit"),
    _a(EDIT, "redo", "&Redo", "Ctrl+Shift+Z | Ctrl+Y", "Do again what was taken back"),
    _a(EDIT, "-", "", "", ""),
    _a(EDIT, "cut", "Cu&t", "Ctrl+X", "Cut the selected notes"),
    _a(EDIT, "copy", "&Copy", "Ctrl+C", "Copy the selected notes"),
    _a(EDIT, "paste", "&Paste", "Ctrl+V", "Paste at the cursor"),
    _a(EDIT, "duplicate", "&Duplicate", "Ctrl+D", "Repeat the selection right after itself"),
    _a(EDIT, "delete", "De&lete", "Del | Backspace", "Delete the selected notes"),
    _a(EDIT, "-", "", "", ""),
    _a(EDIT, "select_all", "Select &All", "Ctrl+A", "Select all notes of the melody"),
    _a(EDIT, "select_none", "Select &None", "Ctrl+Shift+A", "Select nothing"),
    _a(EDIT, "cancel", "Cancel", "Esc", "Stop what is under way, or select nothing"),
    _a(NOTES, "tool_pencil", "&Pencil", "P", "Draw notes; right-click deletes", True),
    _a(NOTES, "tool_select", "&Select", "S", "Select, move and resize notes", True),
    _a(NOTES, "tool_erase", "&Erase", "E", "Delete notes by clicking or sweeping", True),
    _a(NOTES, "tool_split", "Sp&lit", "X", "Cut notes in two", True),
    _a(NOTES, "-", "", "", ""),
    _a(NOTES, "transpose_up", "Semitone Up", "Up", "Move the selection a semitone up"),
    _a(NOTES, "transpose_down", "Semitone Down", "Down", "Move the selection a semitone down"),
    _a(NOTES, "octave_up", "Octave Up", "Shift+Up", "Move the selection an octave up"),
    _a(NOTES, "octave_down", "Octave Down", "Shift+Down", "Move the selection an octave down"),
    _a(NOTES, "scale_up", "Scale Step Up", "Alt+Up", "Move the selection a step of the key up"),
    _a(NOTES, "scale_down", "Scale Step Down", "Alt+Down", "Move the selection a step down"),
    _a(NOTES, "align_to_scale", "Align to Scale", "Alt+A", "Move tones outside the key into it"),
    _a(NOTES, "transpose", "&Transpose…", "T", "Move the selection by any interval"),
    _a(NOTES, "-", "", "", ""),
    _a(NOTES, "nudge_left", "Nudge Left", "Left", "Move the selection a grid line earlier"),
    _a(NOTES, "nudge_right", "Nudge Right", "Right", "Move the selection a grid line later"),
    _a(NOTES, "nudge_fine_left", "Nudge Left Finely", "Ctrl+Left", "A little earlier"),
    _a(NOTES, "nudge_fine_right", "Nudge Right Finely", "Ctrl+Right", "A little later"),
    _a(NOTES, "shorten", "Shorten", "Shift+Left", "Shorten the selection by a grid line"),
    _a(NOTES, "lengthen", "Lengthen", "Shift+Right", "Lengthen the selection by a grid line"),
    _a(NOTES, "previous_note", "Previous Note", "Alt+Left", "Select the note before"),
    _a(NOTES, "next_note", "Next Note", "Alt+Right", "Select the note after"),
    _a(NOTES, "louder", "Louder", "+ | =", "Raise the velocity of the selection"),
    _a(NOTES, "softer", "Softer", "-", "Lower the velocity of the selection"),
    _a(NOTES, "-", "", "", ""),
    _a(NOTES, "quantize", "&Quantize", "Q", "Move the selection's onsets onto the grid"),
    _a(NOTES, "quantize_dialog", "Quantize M&ore…", "Shift+Q", "Lengths, strength, swing"),
    _a(NOTES, "-", "", "", ""),
    _a(NOTES, "step_entry", "Step Entr&y", "N", "Write note after note with keys or piano", True),
    _a(NOTES, "musical_typing", "&Musical Typing", "Ctrl+K", "Play the computer keyboard", True),
    _a(IDEAS, "generate", "&Generate", "G", "Let the network continue the melody"),
    _a(IDEAS, "more_like_this", "&More Like This", "Shift+G", "Takes like the one being heard"),
    _a(IDEAS, "stop_generating", "Stop Generating", "Ctrl+.", "Keep the takes that are ready"),
    _a(IDEAS, "-", "", "", ""),
    _a(IDEAS, "audition_0", "Hear the Original", "0", "Play without any take"),
    _a(IDEAS, "audition_1", "Hear Take 1", "1", "Play the seed's last bar and take 1, looped"),
    _a(IDEAS, "audition_2", "Hear Take 2", "2", "Play the seed's last bar and take 2, looped"),
    _a(IDEAS, "audition_3", "Hear Take 3", "3", "Play the seed's last bar and take 3, looped"),
    _a(IDEAS, "audition_4", "Hear Take 4", "4", "Play the seed's last bar and take 4, looped"),
    _a(IDEAS, "audition_5", "Hear Take 5", "5", "Play the seed's last bar and take 5, looped"),
    _a(IDEAS, "audition_6", "Hear Take 6", "6", "Play the seed's last bar and take 6, looped"),
    _a(IDEAS, "audition_7", "Hear Take 7", "7", "Play the seed's last bar and take 7, looped"),
    _a(IDEAS, "audition_8", "Hear Take 8", "8", "Play the seed's last bar and take 8, looped"),
    _a(IDEAS, "swap_takes", "S&wap Last Two", "`", "The take heard before, at the same beat"),
    _a(IDEAS, "-", "", "", ""),
    _a(IDEAS, "keep", "&Keep", "Ctrl+Return", "Keep the take on the ideas shelf"),
    _a(IDEAS, "insert", "&Insert", "Return", "Write the take into the melody"),
    _a(IDEAS, "discard", "&Discard", "Shift+Del", "Move the take to the bin"),
    _a(IDEAS, "star", "S&tar", "Ctrl+B", "Mark the take as a favourite"),
    _a(IDEAS, "rename_idea", "&Rename…", "F2", "Give the take a name"),
    _a(IDEAS, "copy_recipe", "Copy Reci&pe", "Ctrl+Shift+C", "Copy all that brings this take back"),
    _a(IDEAS, "recreate", "Re-create From &Clipboard", "Ctrl+Shift+V", "Make the take of a recipe"),
    _a(IDEAS, "-", "", "", ""),
    _a(IDEAS, "roll_dice", "Roll the Dic&e", "Ctrl+R", "Another random seed"),
    _a(IDEAS, "show_hints", "Likely Next &Notes", "H", "Show where the network would go", True),
    _a(IDEAS, "show_surprise", "Colour by S&urprise", "U", "Colour notes by how unlikely", True),
    _a(LEARN, "learn", "&Learn From My Music…", "Ctrl+M", "Train a network on your own MIDI"),
    _a(LEARN, "pause_learning", "&Pause Learning", "", "Rest, or go on where it rested", True),
    _a(LEARN, "stop_learning", "&Stop Learning", "", "End, and keep the best model so far"),
    _a(LEARN, "-", "", "", ""),
    _a(LEARN, "models", "&Models…", "Ctrl+Shift+M", "The networks you have, and what they know"),
    _a(LEARN, "compare", "&Compare Networks…", "", "RNN, GRU, LSTM, transformer on your music"),
    _a(PLAY, "play", "&Play / Pause", "Space", "Play or pause"),
    _a(PLAY, "stop", "&Stop", "Shift+Space", "Stop and return to where playing began"),
    _a(PLAY, "play_selection", "Play Selectio&n", "Ctrl+Space", "Play the selected stretch"),
    _a(PLAY, "to_start", "To the Start", "Home", "Cursor to the first bar"),
    _a(PLAY, "to_end", "To the End", "End", "Cursor to the last note's end"),
    _a(PLAY, "-", "", "", ""),
    _a(PLAY, "loop", "&Loop", "L", "Repeat the loop range", True),
    _a(PLAY, "loop_selection", "Loop the Selection", "Ctrl+L", "Set the loop to the selection"),
    _a(PLAY, "metronome", "&Metronome", "K", "Click on every beat", True),
    _a(PLAY, "count_in", "&Count In", "Shift+K", "A bar of clicks before recording", True),
    _a(PLAY, "record", "&Record", "R", "Record from MIDI or the computer keyboard", True),
    _a(PLAY, "-", "", "", ""),
    _a(PLAY, "panic", "All Notes &Off", "Ctrl+Shift+P", "Silence every hanging note"),
    _a(VIEW, "zoom_in", "Zoom &In", "Ctrl+= | Ctrl++", "Stretch time"),
    _a(VIEW, "zoom_out", "Zoom &Out", "Ctrl+-", "Squeeze time"),
    _a(VIEW, "fit", "&Fit", "Z", "Fit the selection, or all, into view"),
    _a(VIEW, "follow", "Fo&llow Playback", "F", "Off, page by page, or smoothly"),
    _a(VIEW, "-", "", "", ""),
    _a(VIEW, "snap", "&Snap to Grid", "Ctrl+G", "Off: notes begin anywhere", True),
    _a(VIEW, "snap_to_scale", "Snap to S&cale", "Shift+S", "Draw tones of the key only", True),
    _a(VIEW, "show_scale", "Highlight the Sc&ale", "Ctrl+H", "Tint the rows of the key", True),
    _a(VIEW, "show_velocity", "&Velocity Lane", "V", "How hard each note is struck", True),
    _a(VIEW, "show_copies", "Show Co&pied Notes", "C", "Tint notes as in the training music", True),
    _a(VIEW, "show_source", "Sho&w Source", "Shift+C", "The bars that copied notes are from"),
    _a(VIEW, "show_ideas", "Ideas S&helf", "Ctrl+J", "Every take of this session"),
    _a(VIEW, "-", "", "", ""),
    _a(VIEW, "next_region", "Next Region", "F6", "Move the focus to the next part of the window"),
    _a(VIEW, "look_system", "Look: As the S&ystem", "", "Light or dark as the system is", True),
    _a(VIEW, "look_light", "Look: Ligh&t", "", "Always light", True),
    _a(VIEW, "look_dark", "Look: &Dark", "", "Always dark", True),
    _a(HELP, "shortcuts", "&Keyboard Shortcuts", "? | F1", "All shortcuts at a glance"),
    _a(HELP, "model_card", "About the &Model…", "", "What the network learned from"),
    _a(HELP, "open_log", "Open &Log Folder", "", "Where the program writes what went wrong"),
    _a(HELP, "about", "&About melodyrnn", "", "Version and licences"),
)  # fmt: skip


class Duplicate(NamedTuple):
    """A shortcut that two actions would share."""

    keys: str
    first: str
    second: str


def specs() -> dict[str, ActionSpec]:
    """The table by name, without separators."""
    return {spec.name: spec for spec in ACTIONS if spec.name != "-"}


def duplicates(keys: Mapping[str, tuple[str, ...]]) -> list[Duplicate]:
    """Shortcuts claimed twice; keys: shortcuts by action name."""
    owner: dict[str, str] = {}
    found = []
    for name, sequences in keys.items():
        for sequence in sequences:
            normal = QKeySequence(sequence).toString()
            first = owner.setdefault(normal, name)
            if first != name:
                found.append(Duplicate(normal, first, name))
    return found


class Actions:
    """A QAction for each line of the table, owned by `parent`.

    remapped: shortcuts the user chose, by action name; they replace those of the table.
    """

    def __init__(self, parent: QObject, remapped: Mapping[str, tuple[str, ...]]) -> None:
        self._actions = {name: QAction(spec.text, parent) for name, spec in specs().items()}
        self._connected: set[str] = set()
        for name, spec in specs().items():
            action = self._actions[name]
            action.setObjectName(name)
            action.setCheckable(spec.is_checkable)
            action.setStatusTip(spec.tip)
        self.remap(remapped)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    @property
    def idle(self) -> frozenset[str]:
        """Actions that do nothing yet."""
        return frozenset(self._actions) - self._connected

    def remap(self, remapped: Mapping[str, tuple[str, ...]]) -> None:
        """Other shortcuts take effect, in tooltips too."""
        for name, spec in specs().items():
            keys = remapped.get(name, spec.keys)
            action = self._actions[name]
            action.setShortcuts([QKeySequence(k) for k in keys])
            shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{spec.tip} ({shown})" if shown else spec.tip)

    def connect(self, handlers: Mapping[str, Callable[..., object]]) -> None:
        """Lets actions call functions; a checkable action hands over whether it is checked.

        Raises:
            ValueError: an action does something already: two parts think it is theirs.
        """
        if twice := self._connected & handlers.keys():
            raise ValueError(f"connected twice: {', '.join(sorted(twice))}")
        self._connected |= handlers.keys()
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(
                handler if self._actions[name].isCheckable() else _without_state(handler)
            )


def _without_state(handler: Callable[..., object]) -> Callable[[bool], None]:
    def call(_checked: bool = False) -> None:
        handler()

    return call
