"""The transformer core: what it sees, what it keeps, and that it learns."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn

from melodyrnn.models.config import ModelConfig
from melodyrnn.models.cores import detached
from melodyrnn.models.transformer import TransformerCore
from tests.melodyrnn.models.test_cores import share_remembered

CONTEXT = 6


def core_of(**config: int) -> TransformerCore:
    """With random weights everywhere, in pieces small enough to look through."""
    torch.manual_seed(0)
    shape = {"layers": 1, "hidden": 8, "embedding": 6, "context": CONTEXT} | config
    core = TransformerCore(ModelConfig(core="transformer", **shape))  # type: ignore[arg-type]
    with torch.no_grad():
        for parameter in core.parameters():
            parameter.normal_(0, 0.5)
    return core.eval()


def moved_steps(core: nn.Module, x: Tensor, changed: int) -> list[int]:
    """Which outputs differ when one input does."""
    other = x.clone()
    other[:, changed] += 1
    with torch.no_grad():
        differs = (core(x, None)[0] != core(other, None)[0]).any(-1)[0]
    return differs.nonzero()[:, 0].tolist()  # type: ignore[no-any-return]


def test_a_layer_looks_at_its_own_note_and_as_many_before_as_the_context_holds() -> None:
    x = torch.randn(1, 20, 6)

    assert moved_steps(core_of(), x, 4) == [4, 5, 6, 7, 8, 9]
    assert moved_steps(core_of(context=1), x, 4) == [4]
    assert moved_steps(core_of(context=100), x, 4) == list(range(4, 20))
    assert moved_steps(core_of(layers=2), x, 4) == list(range(4, 15))


def test_where_in_the_piece_notes_stand_makes_no_difference_but_their_order_does() -> None:
    core, x = core_of(), torch.randn(1, 40, 6)
    with torch.no_grad():
        late = core(x, None)[0][0, -1]
        alone = core(x[:, -CONTEXT:], None)[0][0, -1]
        mixed = core(x[:, [-5, -6, -4, -3, -2, -1]], None)[0][0, -1]

    assert torch.allclose(late, alone, atol=1e-5)
    assert not torch.allclose(alone, mixed, atol=1e-2)


@pytest.mark.parametrize("context", [1, CONTEXT, 100])
@pytest.mark.parametrize("size", [1, 4, 9])
def test_it_goes_on_from_its_state_and_keeps_no_more_than_it_looks_at(
    context: int, size: int
) -> None:
    core, x = core_of(layers=3, context=context), torch.randn(2, 30, 6)
    whole, last = core(x, None)
    state, parts = None, []
    for chunk in torch.split(x, size, dim=1):
        part, state = core(chunk, state and detached(state))
        parts.append(part)
        kept = {t.shape for layer in state for t in layer}
        seen = sum(p.shape[1] for p in parts)
        assert kept == {(2, 2, min(seen, context - 1), 4)}  # heads, batch, notes, width

    assert state is not None
    assert torch.allclose(torch.cat(parts, dim=1), whole, atol=1e-5)
    for got, expected in zip(state, last, strict=True):
        assert all(torch.allclose(a, b, atol=1e-5) for a, b in zip(got, expected, strict=True))


def test_it_says_the_same_while_learning_as_while_judging() -> None:
    """Attention is reckoned in two ways: spelled out where gradients are wanted, else fused."""
    core, x = core_of(layers=2), torch.randn(3, 25, 6)
    learning, state = core(x, None)
    with torch.no_grad():
        judging, _ = core(x, None)

    assert torch.allclose(learning, judging, atol=1e-5)
    assert state[0][0].requires_grad
    assert not any(t.requires_grad for layer in detached(state) for t in layer)


def test_what_each_piece_of_a_batch_says_is_its_own() -> None:
    core, x = core_of(layers=2), torch.randn(3, 12, 6)

    assert torch.allclose(core(x[1:2], None)[0], core(x, None)[0][1:2], atol=1e-5)


# Six seeds: 1.00 six times; chance is 0.25. The game is that of the recurrent cores.
def test_it_learns_what_lies_sixty_notes_apart() -> None:
    assert share_remembered("transformer", lessons=150) > 0.95
