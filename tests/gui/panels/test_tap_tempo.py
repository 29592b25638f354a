from __future__ import annotations

import pytest

from gui.panels.tap_tempo import FORGET_S, REMEMBERED, TapTempo


def test_one_tap_says_nothing_yet() -> None:
    assert TapTempo().tap(1.0) is None


def test_taps_half_a_second_apart_are_120() -> None:
    taps = TapTempo()
    assert [taps.tap(n * 0.5) for n in range(4)][-1] == pytest.approx(120)


def test_uneven_taps_are_averaged() -> None:
    taps = TapTempo()
    assert [taps.tap(t) for t in (0.0, 0.45, 1.0)][-1] == pytest.approx(120)


def test_after_a_pause_taps_count_anew() -> None:
    taps = TapTempo()
    taps.tap(0.0)
    taps.tap(0.5)
    assert taps.tap(0.6 + FORGET_S) is None


def test_a_new_tempo_is_followed_once_the_old_taps_are_forgotten() -> None:
    taps = TapTempo()
    times = [n * 0.5 for n in range(REMEMBERED)]
    times += [times[-1] + n * 0.25 for n in range(1, REMEMBERED)]
    assert [taps.tap(t) for t in times][-1] == pytest.approx(240)


def test_two_taps_at_the_same_moment_say_nothing() -> None:
    taps = TapTempo()
    taps.tap(1.0)
    assert taps.tap(1.0) is None
