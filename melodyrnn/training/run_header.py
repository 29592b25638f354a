"""The header of a run file: what `melodyrnn.course.run_file` reads of a training."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from typing import Any

from melodyrnn.course.events import CorpusRead, Ending
from melodyrnn.course.history import History
from melodyrnn.training.preparing import Prepared
from melodyrnn.training.request import TrainRequest


def empty_header(request: TrainRequest) -> dict[str, Any]:
    """Of a training that has not begun to learn."""
    return {
        "request": request.to_json(),
        "history": History().to_json(),
        "config": None,
        "corpus": None,
        "fingerprint": "",
        "base": "",
        "base_nats": None,
        "markov_nats": 0.0,
        "has_model": False,
        "is_finished": False,
        "ended": "suspended",
        "saved_at": _now(),
        "state": None,
    }


def run_header(
    prepared: Prepared,
    corpus: CorpusRead,
    history: History,
    *,
    has_model: bool,
    ended: Ending | None,
    is_finished: bool,
) -> dict[str, Any]:
    """Of a training that learns, or did. has_model: its file holds a model of this training."""
    base_nats = prepared.base_nats
    return empty_header(prepared.request) | {
        "history": history.to_json(),
        "config": prepared.config.to_json(),
        "corpus": asdict(corpus),
        "fingerprint": prepared.fingerprint,
        "base": prepared.base,
        "base_nats": None if base_nats is None else base_nats.tolist(),
        "markov_nats": prepared.markov_nats,
        "has_model": has_model,
        "is_finished": is_finished,
        "ended": ended or "",
    }


def _now() -> str:
    return datetime.datetime.now(tz=datetime.timezone.utc).isoformat(timespec="seconds")
