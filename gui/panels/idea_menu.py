"""The menu of one idea, the same on cards and on the shelf."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from gui.actions import Actions
from gui.document.project import Idea

_OWN = {
    "restore": ("Res&tore", "Take it out of the bin"),
    "export": ("E&xport as MIDI…", "Save this take as a MIDI file"),
    "file_copy": ("Copy as &File", "Paste the take as a MIDI file into another program"),
    "audition": ("&Hear", "Play the seed's last bar and the take, looped"),
}
"""What has no action of the window: text and tip."""

_ORDER = (
    ("audition", "insert", "keep", "restore", "star", "rename_idea"),
    ("more_like_this", "show_source"),
    ("copy_recipe", "recreate", "export", "file_copy"),
    ("discard",),
)

_LONELY = frozenset({"copy_recipe", "more_like_this"})
"""What only a take that the network made can do."""


def idea_menu(
    idea: Idea, actions: Actions, handlers: Mapping[str, Callable[[], object]], parent: QWidget
) -> QMenu:
    """A menu for an idea in its state; handlers: by name, only these are shown."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    hidden = {"keep", "discard"} if idea.status == "discarded" else {"restore"}
    if idea.status == "kept":
        hidden.add("keep")
    for group in _ORDER:
        menu.addSeparator()
        for name in group:
            if name not in handlers or name in hidden:
                continue
            entry = menu.addAction(_text(name, idea, actions))
            entry.setObjectName(name)
            entry.setToolTip(_OWN[name][1] if name in _OWN else actions[name].statusTip())
            entry.triggered.connect(_without_state(handlers[name]))
            if name == "show_source" and not (idea.copies and idea.copies.stretches):
                entry.setEnabled(False)
                entry.setToolTip("Nothing of this take is known to be copied")
            if name in _LONELY and idea.recipe is None:
                entry.setEnabled(False)
                entry.setToolTip("Only for takes that the network made here")
    return menu


def entry_of(menu: QMenu, name: str) -> QAction:
    """The entry of that name; raises KeyError if the menu has none."""
    for entry in menu.actions():
        if entry.objectName() == name:
            return entry
    raise KeyError(name)


def _text(name: str, idea: Idea, actions: Actions) -> str:
    if name in _OWN:
        return _OWN[name][0]
    text = actions[name].text()
    if name == "star" and idea.is_starred:
        text = "Remove S&tar"
    keys = actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text}\t{keys}" if keys else text


def _without_state(handler: Callable[[], object]) -> Callable[[bool], None]:
    def call(_checked: bool = False) -> None:
        handler()

    return call
