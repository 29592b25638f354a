"""The state of a training that learns, taken out of it, and put back to the bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from melodyrnn.training.learner import Learner
from melodyrnn.training.loop import Loop
from melodyrnn.training.position import Position

_RANDOM = "random"
_NETWORK, _AVERAGE, _OPTIMIZER = "network.", "average.", "optimizer."


@dataclass(frozen=True, slots=True)
class RunState:
    """tensors: on the CPU, by name. values: all else, as JSON values."""

    tensors: dict[str, Tensor]
    values: dict[str, Any]


def state_of(loop: Loop) -> RunState:
    """A copy of all that a training needs to go on, made between two of its steps."""
    learner = loop.learner
    optimizer = learner.optimizer.state_dict()
    tensors = {
        **_named(_NETWORK, learner.network.state_dict()),
        **_named(_AVERAGE, learner.average.network.state_dict()),
        _RANDOM: torch.get_rng_state(),
    }
    if loop.device.type == "cuda":
        tensors[f"{_RANDOM}.cuda"] = torch.cuda.get_rng_state(loop.device)
    for index, entries in optimizer["state"].items():
        tensors |= _named(f"{_OPTIMIZER}{index}.", entries)
    values = {
        "position": loop.position.to_json(),
        "order_random": dict(loop.order_random),
        "random": loop.rng.bit_generator.state,
        "learner": _counts(learner),
    }
    return RunState({n: t.detach().cpu().clone() for n, t in tensors.items()}, values)


def put_back(state: RunState, loop: Loop, *, is_same_music: bool) -> None:
    """Gives a new loop a state; it then goes on as the old one would have.

    is_same_music: the corpus is the one of the state; if not, a new epoch begins.

    Raises:
        KeyError, TypeError, ValueError, RuntimeError: the state is of another network, or
            incomplete.
    """
    learner, tensors, values = loop.learner, state.tensors, state.values
    if not all(torch.isfinite(t).all() for t in tensors.values() if t.is_floating_point()):
        raise ValueError("weights that are not numbers")
    learner.network.load_state_dict(_those(_NETWORK, tensors))
    learner.average.network.load_state_dict(_those(_AVERAGE, tensors))
    optimizer = learner.optimizer.state_dict()
    optimizer["state"] = {}
    for name, tensor in _those(_OPTIMIZER, tensors).items():
        index, _, key = name.partition(".")
        optimizer["state"].setdefault(int(index), {})[key] = tensor
    learner.optimizer.load_state_dict(optimizer)
    counts = values["learner"]
    learner.seen, learner.steps, learner.nats = counts["seen"], counts["steps"], counts["nats"]
    learner.average.steps = counts["average_steps"]
    if loop.group.leads:  # the others draw their own random numbers
        torch.set_rng_state(tensors[_RANDOM])
        if loop.device.type == "cuda" and f"{_RANDOM}.cuda" in tensors:
            torch.cuda.set_rng_state(tensors[f"{_RANDOM}.cuda"], loop.device)
    loop.rng.bit_generator.state = values["random"]
    order = values["order_random"] if is_same_music else None
    loop.take_up(Position.from_json(values["position"]), order)


def _counts(learner: Learner) -> dict[str, Any]:
    return {
        "seen": learner.seen,
        "steps": learner.steps,
        "nats": learner.nats,
        "average_steps": learner.average.steps,
    }


def _named(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {prefix + name: tensor for name, tensor in tensors.items()}


def _those(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
