"""Torch's side of `bench_engine_step`: prints best and median seconds of a step, as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable

import torch
from torch import Tensor, nn

from benchmarks.timing import alternately

HIDDEN = 512
STEPS = 80

Side = Callable[[], object]


def main() -> None:
    """Measures and prints."""
    torch.set_num_threads(1)
    with torch.no_grad():
        times = alternately({"torch.nn.LSTM step": lstm()}, rounds=STEPS)
        times |= alternately({"torch.nn.LSTMCell pair": lstm_cells()}, rounds=STEPS)
    print(json.dumps({name: (t.best, t.median) for name, t in times.items()}))


def lstm() -> Side:
    """`torch.nn.LSTM` of two layers, called for one step, its state carried over."""
    layers = nn.LSTM(HIDDEN, HIDDEN, num_layers=2, batch_first=True).eval()
    x = torch.randn(1, 1, HIDDEN)
    carried: list[tuple[Tensor, Tensor] | None] = [None]

    def run() -> None:
        _, carried[0] = layers(x, carried[0])

    return run


def lstm_cells() -> Side:
    """Two `torch.nn.LSTMCell`, one step."""
    lower, upper = (nn.LSTMCell(HIDDEN, HIDDEN).eval() for _ in range(2))
    x = h = torch.randn(1, HIDDEN)

    def run() -> None:
        below, _ = lower(x, (h, h))
        upper(below, (h, h))

    return run


if __name__ == "__main__":
    main()
