"""The recurrent cores, and why two of them exist."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from melodyrnn.models.config import Core, ModelConfig
from melodyrnn.models.cores import RecurrentCore, detached
from melodyrnn.models.transformer import TransformerCore
from tests.networks import BARE

RECURRENT: tuple[Core, ...] = ("lstm", "gru", "rnn")
CUES, DISTRACTORS = 4, 8
ASK = CUES + DISTRACTORS
FAR = 60
"""Only what is asked so many notes after the cue, or more, is judged."""


def bell_game(pieces: int, steps: int, rng: torch.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """The first note is one of four; at the sound of a bell (one note in ten) name it again.

    All other notes are drawn at random. Returns notes (B, T), answers (B, T), and where the
    bell sounds (B, T).
    """
    cue = torch.randint(CUES, (pieces, 1), generator=rng)
    notes = CUES + torch.randint(DISTRACTORS, (pieces, steps), generator=rng)
    asked = torch.rand(pieces, steps, generator=rng) < 0.1
    asked[:, 0], asked[:, -1] = False, True
    notes = torch.where(asked, ASK, notes)
    notes[:, :1] = cue
    return notes, cue.expand(-1, steps), asked


def share_remembered(core: Core, seed: int = 0, *, lessons: int = 300, steps: int = 72) -> float:
    """Trains one core on the game; the share of right answers `FAR` notes on and farther."""
    torch.manual_seed(seed)
    rng = torch.Generator().manual_seed(seed)
    config = ModelConfig(core=core, layers=1, hidden=24, embedding=16, dropout=0, **BARE)  # type: ignore[arg-type]
    kind = TransformerCore if core == "transformer" else RecurrentCore
    read, cell, name = nn.Embedding(ASK + 1, 16), kind(config), nn.Linear(24, CUES)
    weights = [*read.parameters(), *cell.parameters(), *name.parameters()]
    optimizer = torch.optim.Adam(weights, lr=5e-3)
    for _ in range(lessons):
        notes, cue, asked = bell_game(24, steps, rng)
        answers: Tensor = name(cell(read(notes), None)[0])
        loss = nn.functional.cross_entropy(answers[asked], cue[asked])
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's own
        nn.utils.clip_grad_norm_(weights, 1.0)
        optimizer.step()
    with torch.no_grad():
        notes, cue, asked = bell_game(300, steps, rng)
        answers = name(cell(read(notes), None)[0])
    asked[:, :FAR] = False
    return float((answers.argmax(-1) == cue)[asked].float().mean())


# Eight seeds each: lstm and gru 1.00 every time, rnn 0.28 to 0.56 (chance is 0.25).
# A lesson costs the gru four times as much as the lstm, and it needs fewer.
@pytest.mark.parametrize(
    ("core", "lessons", "remembers"),
    [("lstm", 300, True), ("gru", 200, True), ("rnn", 200, False)],
)
def test_lstm_and_gru_learn_what_lies_sixty_notes_apart_and_the_plain_rnn_does_not(
    core: Core, lessons: int, remembers: bool
) -> None:
    share = share_remembered(core, lessons=lessons)

    assert (share > 0.95) if remembers else (share < 0.7)


@pytest.mark.parametrize("core", RECURRENT)
@pytest.mark.parametrize("layers", [1, 3])
def test_a_core_goes_on_from_its_state(core: Core, layers: int) -> None:
    config = ModelConfig(core=core, layers=layers, hidden=8, embedding=6)
    cell = RecurrentCore(config).eval()
    x = torch.randn(2, 10, 6)
    whole, last = cell(x, None)
    first, state = cell(x[:, :4], None)
    second, after = cell(x[:, 4:], detached(state))

    assert torch.allclose(torch.cat([first, second], dim=1), whole, atol=1e-6)
    assert len(after) == layers
    for got, expected in zip(after, last, strict=True):
        assert len(got) == (2 if core == "lstm" else 1)
        assert all(torch.allclose(a, b, atol=1e-6) for a, b in zip(got, expected, strict=True))


def test_forget_gates_start_open_and_recurrent_weights_orthogonal() -> None:
    layer = RecurrentCore(ModelConfig(core="lstm", layers=1, hidden=8, embedding=6)).layers[0]
    weights = dict(layer.named_parameters())

    assert weights["bias_ih_l0"].tolist() == [0.0] * 8 + [1.0] * 8 + [0.0] * 16
    assert not weights["bias_hh_l0"].any()
    for gate in torch.split(weights["weight_hh_l0"].detach(), 8):
        assert torch.allclose(gate @ gate.T, torch.eye(8), atol=1e-5)
