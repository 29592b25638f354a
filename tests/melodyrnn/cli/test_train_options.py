"""Where a model goes that is to be trained."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from melodyrnn.cli.train_options import model_file


def test_without_a_name_the_folder_gives_one_that_a_model_can_have(
    tmp_path: Path, shelf: Path
) -> None:
    for folder, name in (("reels", "reels"), ("..", tmp_path.parent.name), ("scratch", "my music")):
        assert model_file(None, None, (tmp_path / folder,)) == shelf / f"{name}.safetensors"
    assert model_file(None, None, (Path("/"),)) == shelf / "my music.safetensors"


def test_a_name_says_where_among_the_users_models(shelf: Path) -> None:
    assert model_file("My reels", None, ()) == shelf / "My reels.safetensors"
    with pytest.raises(click.UsageError, match="cannot hold /"):
        model_file("../reels", None, ())
