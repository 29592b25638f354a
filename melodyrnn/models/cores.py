"""Recurrent cores: a stack of LSTM, GRU or plain tanh layers with residual connections."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor, nn

from melodyrnn.models.config import ModelConfig
from melodyrnn.models.dropout import PieceDropout
from melodyrnn.models.lstm import Lstm

CoreState: TypeAlias = tuple[tuple[Tensor, ...], ...]
"""For each layer its state tensors, whose second axis is the batch.

Each (1, B, hidden), (h, c), for lstm; (h,) for gru and rnn. The transformer's are described
at `melodyrnn.models.transformer.TransformerCore`.
"""

_CELLS: dict[str, Callable[..., nn.RNNBase]] = {"lstm": Lstm, "gru": nn.GRU, "rnn": nn.RNN}


class RecurrentCore(nn.Module):
    """Layers one above the other; from the second on each adds to what it was given."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        cell = _CELLS[config.core]
        widths = [config.embedding] + [config.hidden] * (config.layers - 1)
        self.layers = nn.ModuleList(cell(w, config.hidden, batch_first=True) for w in widths)
        self.dropout = PieceDropout(config.dropout)
        for layer in self.layers:
            _initialise(layer, config)

    def forward(self, x: Tensor, state: CoreState | None) -> tuple[Tensor, CoreState]:
        """Reads x (B, T, embedding) from a state; returns (B, T, hidden) and the new state."""
        after = []
        for i, layer in enumerate(self.layers):
            before = None if state is None else state[i]
            y, new = layer(
                self.dropout(x), before if before is None or len(before) > 1 else before[0]
            )
            after.append(new if isinstance(new, tuple) else (new,))
            x = x + y if i else y
        return x, tuple(after)


def _initialise(layer: nn.Module, config: ModelConfig) -> None:
    """Orthogonal recurrent weights; LSTM forget gates start open (Jozefowicz et al. 2015)."""
    for name, parameter in layer.named_parameters():
        if name.startswith("weight_hh"):
            for gate in torch.split(parameter.data, config.hidden):
                nn.init.orthogonal_(gate)
        elif name.startswith("weight_ih"):
            nn.init.xavier_uniform_(parameter.data)
        else:
            parameter.data.zero_()
            if config.core == "lstm" and name.startswith("bias_ih"):
                parameter.data[config.hidden : 2 * config.hidden] = 1.0


def detached(state: CoreState) -> CoreState:
    """The same state, cut off from the past: gradients end here."""
    return tuple(tuple(torch.Tensor.detach(t) for t in layer) for layer in state)
