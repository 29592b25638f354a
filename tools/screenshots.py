"""Takes the pictures of the window that README and docs show.

python -m tools.screenshots [FOLDER]

One process a picture, since Qt's scale is set at its start; no screen is needed, but PulseAudio.
The same random seed each time, so that a new picture differs only where the window does.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from gui.document.project import Project
from gui.document.settings import TakeSettings
from melodyrnn.checkpoint import load_model
from melodyrnn.generation.continuing import continue_piece, empty_piece
from melodyrnn.generation.ready import ReadyModel
from melodyrnn.generation.request import TakeRequest
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter, MeterChange, MeterMap
from melodyrnn.music.tempo import TempoMap
from melodyrnn.originality.sources import load_sources, sources_path
from melodyrnn.shelf import find_model
from tests.ear import sound_server

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
RANDOM_SEED = 4711
KNOWN = "Rakes Of Kildare"
"""Part of the title of a tune that the model has learned from."""
WITH_CHORDS = "piano"
PATIENCE_MS = 60_000


@dataclass(frozen=True)
class Shot:
    """One picture: how large, how dense, in which look, and what it shows."""

    name: str
    width: int
    height: int
    scheme: str
    scale: int = 1
    scene: str = "take"


SHOTS = (
    Shot("window-dark", 1366, 768, "dark"),
    Shot("window-light", 1366, 768, "light"),
    Shot("window-dark-2x", 1366, 768, "dark", scale=2),
    Shot("window-light-2x", 1366, 768, "light", scale=2),
    Shot("window-large-dark", 1920, 1080, "dark"),
    Shot("window-large-light", 1920, 1080, "light"),
    Shot("window-surprise", 1366, 768, "dark", scene="surprise"),
    Shot("window-copies", 1366, 768, "light", scene="copies"),
    Shot("window-chords", 1366, 768, "dark", scene="chords"),
    Shot("window-first-start", 1366, 768, "dark", scene="start"),
)


def main() -> None:
    """Takes all pictures, or, as a child, one."""
    if len(sys.argv) == 4 and sys.argv[1] == "--one":
        shot = next(s for s in SHOTS if s.name == sys.argv[2])
        take(shot, Path(sys.argv[3]))
        return
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        # With sound: otherwise the pictures would all say that there is none.
        with tempfile.TemporaryDirectory() as home, sound_server() as server:
            environment = {
                **server.environment,
                "HOME": home,
                "QT_QPA_PLATFORM": "offscreen",
                "QT_SCALE_FACTOR": str(shot.scale),
            }
            command = [sys.executable, "-m", "tools.screenshots", "--one", shot.name, str(folder)]
            subprocess.run(command, env=environment, check=True)
        print(folder / f"{shot.name}.png")


def take(shot: Shot, folder: Path) -> None:
    """Opens the window, brings about what is to be shown, and saves the picture."""
    from PySide6.QtCore import QTimer

    from gui.app import Application, make_application
    from gui.folders import user_folders

    app = make_application()
    application = Application(app, user_folders())
    application.begin([])
    application.desk.preferring.set(look=shot.scheme)
    application.window.showNormal()
    application.window.resize(shot.width, shot.height)

    def save() -> None:
        application.window.grab().save(str(folder / f"{shot.name}.png"))
        application.desk.close(keeps_recovery=False)
        application.window.hide()
        app.exit(0)

    SCENES[shot.scene](application, lambda: QTimer.singleShot(700, save))
    QTimer.singleShot(PATIENCE_MS, lambda: app.exit(1))
    sys.exit(app.exec())


def _at_start(_application: object, done: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(4000, done)  # until the models are there


def _with_takes(application, done: Callable[[], None]) -> None:  # type: ignore[no-untyped-def]
    document = application.studio.truth.document
    settings = replace(
        document.project.settings, random_seed=RANDOM_SEED, is_seed_locked=True, bars=4
    )
    document.set_settings(settings)
    takes = application.studio.control.takes
    takes.generating_changed.connect(lambda on: None if on else done())
    application.actions["generate"].trigger()


def _hearing(application, done: Callable[[], None]) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QTimer

    def hear() -> None:
        application.studio.control.ideas.keep(application.studio.panels.takes.identifier(3))
        application.actions["audition_1"].trigger()
        QTimer.singleShot(3200, done)

    _with_takes(application, hear)


def _surprising(application, done: Callable[[], None]) -> None:  # type: ignore[no-untyped-def]
    def colour() -> None:
        application.studio.control.ideas.insert(application.studio.panels.takes.identifier(1))
        application.studio.truth.selection.clear()
        application.actions["show_surprise"].setChecked(True)
        application.studio.control.insight.show_surprise(True)
        application.actions["show_hints"].setChecked(True)
        application.studio.control.insight.show_hints(True)
        from PySide6.QtCore import QTimer

        QTimer.singleShot(1500, done)

    _with_takes(application, colour)


def _copying(application, done: Callable[[], None]) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QTimer

    studio = application.studio

    def tint() -> None:
        studio.control.ideas.insert(studio.panels.takes.identifier(1))
        studio.truth.selection.clear()
        studio.panels.roll.navigation.fit()
        application.actions["show_copies"].trigger()
        QTimer.singleShot(2500, show)

    def show() -> None:
        stretch = studio.truth.scene.copying.found.stretches[0]
        studio.control.copy_source.click(stretch, None, studio.truth.document.notes.end)
        QTimer.singleShot(900, studio.control.copy_source.play)  # in silence, to be pictured
        QTimer.singleShot(1000, done)

    studio.truth.document.reset(_known_tune())
    _with_takes(application, tint)


def _known_tune() -> Project:
    """The first bars of a tune the model learned: if anything makes it copy, this does."""
    sources = load_sources(sources_path(find_model(None)))
    titles = [sources.source(number).title for number in range(len(sources))]
    tune = sources.piece(next((i for i, t in enumerate(titles) if KNOWN in t), 0))
    end = tune.meters.bars_after(0, 4)
    part = replace(tune.parts[0], notes=tune.parts[0].notes.between(0, end))
    piece = tune.with_parts(part)
    return replace(Project.of_piece(piece), settings=TakeSettings(boldness=0.0))


def _with_chords(application, done: Callable[[], None]) -> None:  # type: ignore[no-untyped-def]
    from PySide6.QtCore import QTimer

    studio = application.studio

    def hear() -> None:
        application.actions["audition_1"].trigger()
        QTimer.singleShot(2500, show)

    def show() -> None:
        studio.panels.roll.navigation.fit()
        done()

    studio.truth.document.reset(_begun_with_chords())
    _with_takes(application, hear)


def _begun_with_chords() -> Project:
    """Four bars that the piano model wrote from nothing."""
    path = find_model(WITH_CHORDS)
    nothing = empty_piece(
        MeterMap([MeterChange(0, Meter(3, 4))]), TempoMap.from_bpm(92), Key.parse("Eb")
    )
    request = TakeRequest(bars=4, takes=1, random_seed=RANDOM_SEED, key_rule="prefer")
    begun = continue_piece(ReadyModel.of(load_model(path), path), nothing, 0, request)
    piece = begun.whole(begun.takes[0])
    return replace(Project.of_piece(piece), settings=TakeSettings(model=WITH_CHORDS))


SCENES: dict[str, Callable[..., None]] = {
    "start": _at_start,
    "take": _hearing,
    "surprise": _surprising,
    "copies": _copying,
    "chords": _with_chords,
}


if __name__ == "__main__":
    main()
