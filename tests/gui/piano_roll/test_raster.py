from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor, QPainter, QPixmap

from gui.piano_roll.geometry import Geometry
from gui.piano_roll.raster import Spans, cover, inked, paint_rows, row_count, scaled, spans_of
from gui.piano_roll.tones import plain_palette


def spans(*of: tuple[float, float, int]) -> Spans:
    start, end, row = (np.array(column) for column in zip(*of, strict=True))
    return Spans(start.astype(np.float64), end.astype(np.float64), row)


def test_a_note_covers_parts_of_the_pixels_at_its_ends() -> None:
    found = cover(spans((1.25, 3.5, 0)), np.array([100]), (1, 5))
    assert found.share[0].tolist() == pytest.approx([0, 0.75, 1, 0.5, 0])
    assert found.tone[0, 1:4].tolist() == pytest.approx([100, 100, 100])


def test_a_note_narrower_than_a_pixel_does_not_vanish() -> None:
    found = cover(spans((2.0, 2.01, 0)), np.array([64]), (1, 5))
    assert found.share[0].tolist() == pytest.approx([0, 0, 1, 0, 0])


def test_notes_over_each_other_cover_no_more_than_all_and_mix_their_tones() -> None:
    found = cover(spans((0, 2, 1), (0, 2, 1)), np.array([20, 60]), (2, 3))
    assert found.share[1].tolist() == pytest.approx([1, 1, 0])
    assert found.tone[1, 0] == pytest.approx(40)
    assert not found.share[0].any()


def test_what_reaches_out_of_the_picture_is_cut_off() -> None:
    found = cover(spans((-50, 1.5, 0), (3, 90, 0)), np.array([5, 5]), (1, 4))
    assert found.share[0].tolist() == pytest.approx([1, 0.5, 0, 1])


@given(
    st.lists(
        st.tuples(st.floats(-5, 25), st.floats(1.0, 30), st.integers(0, 3)), min_size=1, max_size=30
    )
)
def test_cover_is_what_adding_up_note_by_note_gives(notes: list[tuple[float, float, int]]) -> None:
    width = 20
    expected = np.zeros((4, width))
    for start, length, row in notes:
        for pixel in range(width):
            overlap = min(start + length, pixel + 1) - max(start, pixel)
            expected[row, pixel] += max(overlap, 0.0)
    found = cover(spans(*((s, s + d, r) for s, d, r in notes)), np.full(len(notes), 9), (4, width))
    np.testing.assert_allclose(found.share, np.minimum(expected, 1.0), atol=1e-6)


def test_rows_count_from_the_top_of_the_view() -> None:
    view = Geometry(top=70.5, row_px=10, height=100, px_per_quarter=480, width=50)
    found = spans_of(view, np.array([5]), np.array([7]), np.array([70]))
    assert found.row.tolist() == [0]
    assert row_count(view) == 11


def test_a_view_in_device_pixels_shows_the_same_music() -> None:
    view = Geometry(left=77, top=80.5)
    twice = scaled(view, 2.0)
    assert twice.right == pytest.approx(view.right)
    assert twice.bottom == pytest.approx(view.bottom)
    assert twice.x(500) == pytest.approx(2 * view.x(500))


@pytest.mark.usefixtures("qapp")
def test_rows_are_painted_in_their_places_with_a_gap_below() -> None:
    view = Geometry(top=61.0, row_px=10, width=4, height=20)
    found = cover(spans((0, 4, 1)), np.array([0]), (2, 4))
    picture = QPixmap(4, 20)
    picture.fill(QColor("#000000"))
    painter = QPainter(picture)
    paint_rows(painter, view, inked(found, plain_palette("#ff8040").inks))
    painter.end()
    column = [picture.toImage().pixelColor(1, y).name() for y in range(20)]
    assert column == ["#000000"] * 10 + ["#ff8040"] * 9 + ["#000000"]
