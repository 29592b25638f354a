from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from melodyrnn.errors import ExportError
from melodyrnn.export.picture import draw_piano_roll, save_picture
from melodyrnn.export.picture_style import Colour, Palette, Sizes
from melodyrnn.music.key import Key
from melodyrnn.music.meter import Meter
from melodyrnn.music.notes import Note, NoteSequence
from melodyrnn.music.piece import Part, Piece, simple_piece

BAR = 1920
HEADER = 90
"""Pixels above which only text and legend lie."""


def scale(bars: int = 4, velocity: int = 127) -> Piece:
    notes = (Note(i * 480, 60 + i % 8, 480, velocity) for i in range(4 * bars))
    return simple_piece(NoteSequence(notes))


def pixels_like(image: Image.Image, colour: Colour) -> NDArray[np.bool_]:
    """(height - HEADER, width): where the roll has about this colour."""
    roll = np.asarray(image)[HEADER:].astype(int)
    near: NDArray[np.bool_] = np.abs(roll - np.array(colour)).max(axis=2) <= 6
    return near


def test_seed_and_continuation_lie_on_their_sides_of_the_line() -> None:
    image = draw_piano_roll(scale(4), seed_end=2 * BAR, title="Scale")
    line = np.flatnonzero(pixels_like(image, Palette().divider).sum(axis=0) > 100)
    seed = np.flatnonzero(pixels_like(image, Palette().seed).any(axis=0))
    new = np.flatnonzero(pixels_like(image, Palette().new).any(axis=0))
    left = Sizes().margin + Sizes().keyboard
    expected = left + (1600 - left - Sizes().margin) / 2
    assert line.mean() == pytest.approx(expected, abs=1)
    assert len(seed) > 500
    assert len(new) > 500
    assert seed.max() <= line.min()
    assert new.min() >= line.max()


def test_without_a_seed_nothing_is_marked() -> None:
    image = draw_piano_roll(scale())
    assert not pixels_like(image, Palette().seed).any()
    assert not pixels_like(image, Palette().divider).any()
    assert pixels_like(image, Palette().parts[0]).any()


def test_a_softer_note_is_paler() -> None:
    loud, soft = (np.asarray(draw_piano_roll(scale(velocity=v))).astype(int) for v in (127, 20))
    changed = (loud != soft).any(axis=2)
    assert changed.sum() > 1000
    assert soft[changed].mean() > loud[changed].mean() + 20


def test_each_part_has_its_own_hue() -> None:
    upper = Part(NoteSequence([Note(0, 72, BAR, 127)]), name="Flute")
    lower = Part(NoteSequence([Note(0, 48, BAR, 127)]), name="Bass")
    image = draw_piano_roll(Piece(parts=(upper, lower)), title="Duet")
    for colour in Palette().parts[:2]:
        assert pixels_like(image, colour).sum() > 1000


def test_more_bars_make_a_higher_picture_of_the_same_width() -> None:
    short, long = draw_piano_roll(scale(4)), draw_piano_roll(scale(40))
    assert short.width == long.width == 1600
    assert long.height > 3 * short.height


@pytest.mark.parametrize(
    "piece",
    [
        Piece(),
        simple_piece(NoteSequence([Note(0, 0, 1)])),
        simple_piece(NoteSequence([Note(0, 127, 30)]), meter=Meter(1, 64)),
        simple_piece(NoteSequence([Note(0, 60, 480)]), meter=Meter(64, 1)),
        simple_piece(NoteSequence(Note(i * 840, 60, 840) for i in range(9)), meter=Meter(7, 8)),
        simple_piece(NoteSequence(Note(i * 120, 50 + i % 30, 100) for i in range(2000))),
    ],
    ids=["empty", "one tick", "tiny bar", "huge bar", "7/8", "2000 notes"],
)
def test_any_piece_can_be_drawn(piece: Piece) -> None:
    for seed_end in (None, 0, 600, piece.end):
        image = draw_piano_roll(piece, seed_end=seed_end, width=700)
        assert image.width == 700
        assert image.height >= 150


@pytest.mark.parametrize(
    "title", ["", "x" * 500, "two\nlines\0\x07", "Für Elise \u2013 Дубинушка 日本", "   "]
)
def test_any_title_can_be_drawn(title: str) -> None:
    piece = simple_piece(NoteSequence([Note(0, 60, 480)]), key=Key(-3, is_minor=True))
    assert draw_piano_roll(piece, title=title, seed_end=480).height > 100


def test_the_same_piece_gives_the_same_picture() -> None:
    first, second = (draw_piano_roll(scale(), seed_end=BAR) for _ in range(2))
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize("width", [0, 479, 6001])
def test_a_width_out_of_range_is_refused(width: int) -> None:
    with pytest.raises(ValueError, match="width"):
        draw_piano_roll(scale(), width=width)


def test_a_saved_picture_is_the_picture(tmp_path: Path) -> None:
    image = draw_piano_roll(scale())
    save_picture(image, tmp_path / "roll.png")
    with Image.open(tmp_path / "roll.png") as read:
        assert read.convert("RGB").tobytes() == image.tobytes()
    assert [p.name for p in tmp_path.iterdir()] == ["roll.png"]


def test_only_png_is_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.png"):
        save_picture(draw_piano_roll(scale()), tmp_path / "roll.gif")


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be saved"):
        save_picture(draw_piano_roll(scale()), tmp_path / "none" / "roll.png")
