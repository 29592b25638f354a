"""Preferences: what the user chose for all projects, kept between starts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from PySide6.QtCore import QSettings

from gui.document.checks import flag, number, one_of, text, whole
from gui.document.settings import TakeSettings
from gui.document.settings_json import settings_from_json, settings_to_json
from melodyrnn.errors import ExportError

Look = Literal["system", "light", "dark"]

MAX_COUNT_IN_BARS = 4


@dataclass(frozen=True, slots=True)
class Preferences:
    """All preferences, as they are before anybody chose."""

    output_device: str = ""
    """Where sound goes; empty: where the system sends it."""
    midi_out: str = ""
    """The MIDI port that plays instead of the built-in sounds; empty: none."""
    midi_in: str = ""
    """The MIDI port to record from; empty: none."""
    soundfont: str = ""
    """Path of a SoundFont; empty: the one that is found, else the built-in sounds."""
    look: Look = "system"
    """Light or dark."""
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Shortcuts that replace those of the actions' table, by action name."""
    metronome_level: float = 0.6
    """Loudness of the click, 0-1."""
    count_in_bars: int = 1
    """Bars of clicks before recording, 0 to `MAX_COUNT_IN_BARS`."""
    recent_files: tuple[Path, ...] = ()
    """Files opened or saved, the latest first."""
    geometry: bytes = b""
    """Size and place of the window, as QWidget.saveGeometry gives it."""
    state: bytes = b""
    """How it is divided, as MainWindow.layout_state gives it."""
    settings: TakeSettings = field(default_factory=TakeSettings)
    """How takes are to be in a new project."""
    is_tour_over: bool = False
    """Whether the example has been shown."""


class PreferencesStore:
    """Loads and saves preferences.

    path: the INI file; None: the user's own place for it. What is unknown there stays, what
    is broken or from another version takes its default.
    """

    def __init__(self, path: Path | None = None) -> None:
        if path is None:
            scope = QSettings.Scope.UserScope
            self._ini = QSettings(QSettings.Format.IniFormat, scope, "melodyrnn", "melodyrnn")
        else:
            self._ini = QSettings(str(path), QSettings.Format.IniFormat)
        self._known = Preferences()

    def load(self) -> Preferences:
        """The preferences as they are on the disk now."""
        self._ini.sync()
        preferences = Preferences()
        for name, kind in _KINDS.items():
            stored = self._ini.value(name)
            if stored is None:
                continue
            try:
                value = kind.from_json(json.loads(stored))
            except (AttributeError, LookupError, RecursionError, TypeError, ValueError):
                continue
            preferences = replace(preferences, **{name: value})
        self._known = preferences
        return preferences

    def save(self, preferences: Preferences) -> None:
        """Writes what has changed since the last loading or saving.

        The rest may have been changed by a second window meanwhile.

        Raises:
            ExportError: it cannot be written.
        """
        for name, kind in _KINDS.items():
            value = getattr(preferences, name)
            if value != getattr(self._known, name):
                self._ini.setValue(name, json.dumps(kind.to_json(value)))
        self._ini.sync()
        if self._ini.status() != QSettings.Status.NoError:
            raise ExportError(
                f"Preferences cannot be saved in {self._ini.fileName()}; "
                f"check that you may write there."
            )
        self._known = preferences


class _Kind(NamedTuple):
    """How a preference is written and read back; reading raises what checks raise."""

    to_json: Callable[[Any], Any]
    from_json: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _bytes_to_json(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes_from_json(value: Any) -> bytes:
    return base64.b64decode(text(value), validate=True)


_BYTES = _Kind(_bytes_to_json, _bytes_from_json)

_SPECIAL: dict[str, _Kind] = {
    "look": _Kind(_same, partial(one_of, choices=get_args(Look))),
    "shortcuts": _Kind(
        lambda value: {name: list(keys) for name, keys in value.items()},
        lambda data: {text(n): tuple(text(k) for k in _list(keys)) for n, keys in data.items()},
    ),
    "metronome_level": _Kind(_same, partial(number, low=0.0, high=1.0)),
    "count_in_bars": _Kind(_same, partial(whole, low=0, high=MAX_COUNT_IN_BARS)),
    "recent_files": _Kind(
        lambda value: [str(path) for path in value],
        lambda data: tuple(Path(text(path)) for path in _list(data)),
    ),
    "geometry": _BYTES,
    "state": _BYTES,
    "settings": _Kind(settings_to_json, settings_from_json),
    "is_tour_over": _Kind(_same, flag),
}
_KINDS = {f.name: _SPECIAL.get(f.name, _Kind(_same, text)) for f in fields(Preferences)}


def _list(data: Any) -> list[Any]:
    if not isinstance(data, list):
        raise TypeError("not a list")
    return data
