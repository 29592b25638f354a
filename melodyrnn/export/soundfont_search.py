"""Finding a SoundFont on this computer when none was chosen."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

SOUNDFONT_VARIABLE = "MELODYRNN_SOUNDFONT"
"""Environment variable that names the SoundFont to use."""

SYSTEM_FOLDERS = {
    "linux": (
        "~/.local/share/soundfonts",
        "~/.local/share/sounds/sf2",
        "/usr/share/sounds/sf2",
        "/usr/share/soundfonts",
        "/usr/local/share/soundfonts",
    ),
    "darwin": ("~/Library/Audio/Sounds/Banks", "/Library/Audio/Sounds/Banks"),
    "win32": ("~/Documents/SoundFonts", "C:/soundfonts", "C:/ProgramData/soundfonts"),
}


def chosen_soundfont(environment: Mapping[str, str] = os.environ) -> Path | None:
    """The SoundFont the user named in `MELODYRNN_SOUNDFONT`, if any."""
    named = environment.get(SOUNDFONT_VARIABLE, "")
    return Path(named).expanduser() if named else None


def installed_soundfonts(platform: str = sys.platform) -> Iterator[Path]:
    """SoundFonts that lie about, best first: pretty_midi's own, then the system's."""
    bundled = _bundled()
    if bundled is not None:
        yield bundled
    for folder in SYSTEM_FOLDERS.get(platform, SYSTEM_FOLDERS["linux"]):
        yield from sorted(p for p in Path(folder).expanduser().glob("*.sf2") if p.is_file())


def _bundled() -> Path | None:
    """The small General MIDI SoundFont in pretty_midi's folder, which is not imported."""
    spec = importlib.util.find_spec("pretty_midi")
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).with_name("TimGM6mb.sf2")
    return path if path.is_file() else None
