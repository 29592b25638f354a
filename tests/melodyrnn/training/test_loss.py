"""What the network pays, spelled out note by note."""

from __future__ import annotations

import torch

from melodyrnn.encoding.spec import FIELDS
from melodyrnn.training.loss import field_nats, note_count
from tests.networks import chunked
from tests.scores import random_reading


def test_every_field_of_every_note_counts_once_and_padding_never() -> None:
    readings = [random_reading(1, 5), random_reading(2, 12)]
    (chunk,) = chunked(readings)
    logits = [torch.randn(2, 13, f.size) for f in FIELDS]
    expected = torch.zeros(4)
    for row, reading in enumerate(readings):
        for step, drawn in enumerate(reading.targets.tolist()):
            for field in range(1 if step == len(reading) - 1 else 4):
                log_p = torch.log_softmax(logits[field][row, step], dim=0)
                expected[field] -= log_p[drawn[field]]

    assert torch.allclose(field_nats(logits, chunk), expected, rtol=1e-5)
    assert note_count(chunk) == 17


def test_equal_logits_cost_the_logarithm_of_the_choices() -> None:
    (chunk,) = chunked([random_reading(1, 10)])
    nats = field_nats([torch.zeros(1, 11, f.size) for f in FIELDS], chunk)
    sizes = torch.tensor([float(f.size) for f in FIELDS])

    assert torch.allclose(nats, torch.tensor([11.0, 10, 10, 10]) * sizes.log())
