"""melodyrnn as it is, and a socket that answers where things are and what the document holds.

python -m tests.gui.journey.probe SOCKET [FILE…]
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.app import Application, make_application
from gui.controllers.hearing import Hearing
from gui.folders import user_folders
from gui.instance import Instance
from melodyrnn.midi.writing import write_midi


class Probe(QLocalServer):
    """Answers questions; changes nothing."""

    def __init__(self, path: str, application: Application) -> None:
        super().__init__()
        self._application = application
        self.newConnection.connect(self._on_connection)
        self.listen(path)

    def _on_connection(self) -> None:
        while socket := self.nextPendingConnection():
            socket.readyRead.connect(lambda s=socket: self._answer(s))

    def _answer(self, socket: QLocalSocket) -> None:
        question = json.loads(bytes(socket.readLine().data()))
        socket.write(json.dumps(self._reply(question)).encode())
        socket.flush()
        socket.disconnectFromServer()

    def _reply(self, question: dict[str, Any]) -> Any:
        studio = self._application.studio
        if question["what"] == "note":
            geometry = studio.truth.scene.geometry
            x = geometry.x(question["tick"])
            y = geometry.y(question["pitch"]) + geometry.row_px / 2
            at = studio.panels.roll.canvas.mapToGlobal(QPointF(x, y).toPoint())
            return [at.x(), at.y()]
        if question["what"] == "centre":
            return self._centre(question["name"], question["text"])
        if question["what"] == "heard":
            idea, project = studio.control.playing.auditioned, studio.truth.document.project
            notes = Hearing(idea).melody(project)
            write_midi(project.with_notes(notes), Path(question["path"]))
            return None
        if question["what"] == "playhead":
            return [time.perf_counter(), studio.control.playing.position()]
        return self._state()

    def _centre(self, name: str, text: str) -> list[int] | None:
        for top in QApplication.topLevelWidgets():
            for widget in (top, *top.findChildren(QWidget)):
                if name not in (widget.objectName(), type(widget).__name__):
                    continue
                said = widget.text() if isinstance(widget, QAbstractButton) else ""
                if widget.isVisible() and text in (said, widget.accessibleName(), ""):
                    at = widget.mapToGlobal(QPoint(widget.width() // 2, widget.height() // 2))
                    return [at.x(), at.y()]
        return None

    def _state(self) -> dict[str, Any]:
        studio = self._application.studio
        document = studio.truth.document
        playing = studio.control.playing
        return {
            "notes": [[n.onset, n.pitch, n.duration, n.velocity] for n in document.notes],
            "ideas": [[i.name, i.status, len(i.notes)] for i in document.project.ideas],
            "auditioned": studio.control.audition.slot,
            "is_generating": studio.control.takes.is_generating,
            "is_playing": playing.is_playing,
            "position": playing.position(),
            "underruns": studio.truth.player.underruns,
            "sound": studio.truth.player.message,
            "selected": len(studio.truth.selection.ids),
            "undo": document.history.undoText(),
            "parts": len(document.project.piece.parts),
            "loop": playing.loop,
            "path": str(document.path or ""),
            "is_modified": document.is_modified,
            "focus": type(QApplication.focusWidget()).__name__,
            "active": type(QApplication.activeWindow()).__name__,
            "is_kept_for_recovery": studio.control.autosave.is_kept,
            "torch": "torch" in sys.modules,
            "model": document.project.settings.model,
            "learning": self._learning(),
        }

    def _learning(self) -> dict[str, Any]:
        """The learning window, and what its network does; it must be open."""
        learning = self._application.studio.control.learning
        if not learning.is_open:
            return {}
        room = learning.room
        state = room.progress.state
        return {
            "files": len(room.doctor.model.files),
            "stage": room.doctor.stage,
            "phase": state.phase,
            "failure": state.failure,
            "seconds": state.history.seconds,
            "checks": len(state.history.checks),
            "samples": len(state.history.samples),
        }


def main() -> int:
    """Runs the application until its window closes."""
    app = make_application()
    folders = user_folders()
    application = Application(app, folders)
    instance = Instance(folders.instance, app)
    instance.claim()
    application.serve(instance)
    application.begin([Path(a) for a in sys.argv[2:]])
    probe = Probe(sys.argv[1], application)
    status = app.exec()
    probe.close()
    return application.status or status


if __name__ == "__main__":
    sys.exit(main())
