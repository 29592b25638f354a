"""Which processor learns."""

from __future__ import annotations

import pytest
import torch

from melodyrnn.errors import RequestError
from melodyrnn.training.device import (
    best_device,
    device_called,
    half_floats,
    hold_few_kernels,
    in_half_floats,
)

CPU = torch.device("cpu")


def test_without_a_name_the_best_device_is_taken() -> None:
    assert device_called("") == device_called("auto") == best_device()
    assert device_called("cpu") == CPU


def test_a_gpu_of_apple_is_taken_where_there_is_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)

    assert best_device() == device_called("mps") == torch.device("mps")
    assert half_floats(torch.device("mps")) is None


def test_processes_of_one_machine_take_a_gpu_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    monkeypatch.setenv("LOCAL_RANK", "3")

    assert best_device() == device_called("cuda") == torch.device("cuda", 1)
    assert device_called("cuda:0") == torch.device("cuda", 0)


@pytest.mark.parametrize("name", ["tpu", "cuda:x", "meta", "cuda:99", "cpu:1"])
def test_what_is_not_there_is_one_sentence(name: str) -> None:
    with pytest.raises(RequestError, match=rf"device (called )?{name}.*\.$"):
        device_called(name)


def test_products_are_taken_in_half_floats_where_that_is_faster() -> None:
    with in_half_floats(CPU):
        product = torch.ones(2, 2) @ torch.ones(2, 2)

    assert product.dtype == (half_floats(CPU) or torch.float32)
    assert (torch.ones(2, 2) @ torch.ones(2, 2)).dtype == torch.float32


def test_few_products_are_kept_ready_unless_the_user_wants_more() -> None:
    environment = {"LRU_CACHE_CAPACITY": "64"}
    hold_few_kernels(environment)
    assert environment == {"LRU_CACHE_CAPACITY": "64", "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "8"}
