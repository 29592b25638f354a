"""Several processes that learn one network together, on one machine or on many.

Every process draws the same batch from the same random numbers, learns from its share of
the pieces, and the gradients are summed: the step is that of one process with the whole
batch. PyTorch's `torchrun` starts the processes and tells each where the others are; see
docs/distributed.md.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray
from torch import Tensor, nn

from melodyrnn.errors import PeerError

LONGEST_SILENCE = timedelta(minutes=5)
"""A process that has not been heard of for so long counts as gone."""

_GONE = (
    "Another process of this training is gone, so it ends here; start it again on all machines"
    " with --resume."
)


class Group:
    """The processes of one training: this one is number `rank` of `world`, from 0.

    This class is one process alone, for which nothing is to be done; `Peers` is several.
    """

    rank = 0
    world = 1

    @property
    def leads(self) -> bool:
        """Whether this is the process that decides, writes files and tells the user."""
        return self.rank == 0

    def share(self, lengths: Sequence[int]) -> list[int]:
        """Which pieces of a batch, given all their lengths, this process learns from.

        The others take the rest. Longest first, each piece goes to whoever has least to do.
        """
        work = [0] * self.world
        shares: list[list[int]] = [[] for _ in range(self.world)]
        for piece in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
            least = work.index(min(work))
            shares[least].append(piece)
            work[least] += lengths[piece]
        return sorted(shares[self.rank])

    def align(self, network: nn.Module) -> None:
        """Gives all the weights of the first process, and each random numbers of its own."""

    def sum_gradients(self, network: nn.Module, more: Tensor) -> Tensor:  # noqa: ARG002
        """Sums the gradients of all processes, in place; returns the sum of `more` (1-d) too."""
        return more

    def broadcast(self, *values: float) -> tuple[float, ...]:
        """What the first process says, told to all: flags, counts, seconds.

        At least once in `LONGEST_SILENCE`, also while pausing, or the others give up.
        """
        return values

    def sum(self, array: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over all processes."""
        return array

    def check_same(self, fingerprint: int) -> None:
        """Makes sure that all processes read the same music.

        Raises:
            PeerError: they did not.
        """

    def close(self) -> None:
        """Leaves the others."""


LONE = Group()
"""One process alone."""


class Peers(Group):
    """Several processes, which torchrun started.

    Raises, from every method that speaks with the others:
        PeerError: one of them is gone, or was silent for `LONGEST_SILENCE`.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device if device.type == "cuda" else torch.device("cpu")
        if device.type == "cuda":
            torch.cuda.set_device(device)
        # What is in there has the group of the moment it is loaded as a default, and holds it for
        # ever; the optimizer loads it. Then `close` would not end Gloo's threads, and one of them
        # might still let go of a tensor of Python's when Python is gone: the process aborts.
        from torch.distributed.nn import functional  # noqa: F401

        with heard_of():
            dist.init_process_group(
                "nccl" if device.type == "cuda" else "gloo", timeout=LONGEST_SILENCE
            )
        self.rank, self.world = dist.get_rank(), dist.get_world_size()

    def align(self, network: nn.Module) -> None:
        """Gives all the weights of the first process, and each random numbers of its own."""
        with torch.no_grad():
            for parameter in network.parameters():
                there = parameter.to(self._device)
                with heard_of():
                    dist.broadcast(there, 0)
                parameter.copy_(there)
        torch.manual_seed(torch.initial_seed() + self.rank)

    def sum_gradients(self, network: nn.Module, more: Tensor) -> Tensor:
        """Sums the gradients of all processes, in place, in one message."""
        parameters = [p for p in network.parameters() if p.requires_grad]
        parts = [p.grad if p.grad is not None else torch.zeros_like(p) for p in parameters]
        flat = torch.cat([part.flatten() for part in [*parts, more.to(parts[0])]])
        self._sum(flat)
        at = 0
        for parameter in parameters:
            gradient = flat[at : at + parameter.numel()]
            parameter.grad = gradient.view_as(parameter)
            at += parameter.numel()
        return flat[at:]

    def broadcast(self, *values: float) -> tuple[float, ...]:
        """What the first process says, told to all."""
        told = torch.tensor(values, dtype=torch.float64, device=self._device)
        with heard_of():
            dist.broadcast(told, 0)
        return tuple(told.tolist())

    def sum(self, array: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum over all processes."""
        tensor = torch.from_numpy(array.copy()).to(self._device)
        self._sum(tensor)
        result: NDArray[np.float64] = tensor.cpu().numpy()
        return result

    def check_same(self, fingerprint: int) -> None:
        """Makes sure that all processes read the same music."""
        first, *_ = self.broadcast(float(fingerprint % 2**52))
        others = np.array([float(first != fingerprint % 2**52)])
        if self.sum(others)[0]:
            raise PeerError(
                "The processes did not all find the same music; put the same folders, and the"
                " same program, on every machine."
            )

    def close(self) -> None:
        """Leaves the others, at once: those that still wait for this one are told so."""
        dist.destroy_process_group()

    def _sum(self, tensor: Tensor) -> None:
        with heard_of():
            work = tensor.cpu() if tensor.device.type != self._device.type else tensor
            dist.all_reduce(work)
            tensor.copy_(work)


def joined_group(device: torch.device) -> Group:
    """The group that torchrun put this process into; `LONE` where it was started alone.

    Raises:
        PeerError: the others cannot be reached.
    """
    if int(os.environ.get("WORLD_SIZE", "1")) < 2:
        return LONE
    return Peers(device)


@contextmanager
def heard_of() -> Iterator[None]:
    """What torch raises when a process is gone, as the one sentence it means."""
    try:
        yield
    except RuntimeError as error:  # DistError and its kin are RuntimeErrors too
        raise PeerError(_GONE) from error
