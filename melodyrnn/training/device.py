"""Where a network is trained: which processor, and in which floats it multiplies."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from contextlib import AbstractContextManager, nullcontext

import torch

from melodyrnn.errors import RequestError

DEVICES = ("cpu", "cuda", "mps")
"""What `device_called` knows: the processor, an NVIDIA or AMD GPU, Apple's GPU."""


_KERNELS = {"ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8", "LRU_CACHE_CAPACITY": "8"}
"""How many products oneDNN and its wrapper in PyTorch keep ready, by their environment
variables. Each shape of batch has its own, with memory of its own, and we have hundreds."""


def hold_few_kernels(environment: MutableMapping[str, str] = os.environ) -> None:
    """Keeps the memory of a training flat; to be called before the first product.

    On folk tunes it grew from 0.6 to 2.1 GB within 40 s, a thousand products being the usual
    limit; with eight it stays at 0.6, and learning is no slower.
    """
    for name, count in _KERNELS.items():
        environment.setdefault(name, count)


def best_device() -> torch.device:
    """A GPU where there is one (`cuda` before Apple's `mps`), else the CPU.

    Under torchrun each process of a machine gets a GPU of its own where there are enough.
    """
    if torch.cuda.is_available():
        return torch.device("cuda", _own_gpu(torch.cuda.device_count()))
    return torch.device("mps" if torch.backends.mps.is_available() else "cpu")


def device_called(name: str) -> torch.device:
    """The device of that name: "cpu", "cuda", "cuda:1", "mps"; "" or "auto" is the best one.

    Raises:
        RequestError: there is no such device here.
    """
    if name in ("", "auto"):
        return best_device()
    kind, _, number = name.partition(":")
    there = {
        "cpu": 1,
        "cuda": torch.cuda.device_count() if torch.cuda.is_available() else 0,
        "mps": int(torch.backends.mps.is_available()),
    }
    if kind not in there or (number and not number.isdigit()):
        raise RequestError(f"There is no device called {name}; give one of {', '.join(DEVICES)}.")
    if int(number or 0) >= there[kind]:
        raise RequestError(
            f"The device {name} is not there, or PyTorch cannot use it; leave the device out to"
            " take the best there is."
        )
    if kind == "cuda":
        return torch.device("cuda", int(number) if number else _own_gpu(there["cuda"]))
    return torch.device(kind)


def half_floats(device: torch.device) -> torch.dtype | None:
    """The 16-bit floats that the device multiplies faster than 32-bit ones; None if it has none.

    bf16 on GPUs and processors with instructions for it (AVX512-BF16, AMX). Apple's GPUs
    get none: they gain little from them.
    """
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(False) else None
    if device.type == "cpu" and _tells("_is_avx512_bf16_supported", "_is_amx_tile_supported"):
        return torch.bfloat16
    return None


def in_half_floats(device: torch.device) -> AbstractContextManager[object]:
    """Inside, products are taken in `half_floats`, sums and losses in 32 bits."""
    half = half_floats(device)
    return torch.autocast(device.type, half) if half else nullcontext()


def _own_gpu(count: int) -> int:
    return int(os.environ.get("LOCAL_RANK", "0")) % max(count, 1)


def _tells(*names: str) -> bool:
    """Whether any of these of torch's questions about the processor is answered yes."""
    questions = (getattr(torch.cpu, name, None) for name in names)
    return any(bool(ask and ask()) for ask in questions)
