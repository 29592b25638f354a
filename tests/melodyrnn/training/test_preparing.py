"""What a training begins with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from melodyrnn.errors import CollectionError, ModelFileError
from tests.trainings import (
    prepared,
    request,
)


@pytest.mark.parametrize("dropout", [None, 0.0, 0.6])
@pytest.mark.parametrize("with_base", [False, True])
def test_the_asked_dropout_is_the_networks(
    folder: Path, base: Path, dropout: float | None, with_base: bool
) -> None:
    network = prepared(request(folder, dropout=dropout, base=base if with_base else None)).network
    usual = 0.1 if with_base else 0.25

    assert network.dropout.share == (usual if dropout is None else dropout)
    assert network.config.dropout == network.dropout.share


@pytest.mark.parametrize("core", ["gru", "rnn"])
def test_the_asked_core_and_size_are_trained(folder: Path, core: Any) -> None:
    config = prepared(request(folder, core=core)).config

    assert (config.core, config.hidden) == (core, 192)


def test_a_folder_with_nothing_to_learn_from_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollectionError, match="no MIDI file"):
        prepared(request(tmp_path))


def test_a_base_that_is_no_model_is_refused(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="no model of this program"):
        prepared(request(folder, base=folder / "0.mid"))
