"""What the user wants done with an idea, wherever it is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class IdeaWishes(QObject):
    """One for all cards of a panel, so that nobody has to hand signals on.

    Every signal carries the identifier of an idea; rename_asked also the name,
    more_like_asked the distance (0 close to 1 far).
    """

    keep_asked = Signal(str)
    insert_asked = Signal(str)
    discard_asked = Signal(str)
    restore_asked = Signal(str)
    star_asked = Signal(str)
    rename_asked = Signal(str, str)
    more_like_asked = Signal(str, float)
    recipe_copy_asked = Signal(str)
    recreate_asked = Signal()
    export_asked = Signal(str)
    file_copy_asked = Signal(str)
    drag_asked = Signal(str)
    source_asked = Signal(str)
