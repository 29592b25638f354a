import pytest

from melodyrnn.playback import kit as kit_module
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.loader import Loader
from tests.sounds import RATE, SteadyBank, piano, until


def test_planned_sounds_are_made_and_the_urgent_before_all() -> None:
    kit = Kit(SteadyBank(), RATE)
    made: list[list[int]] = []
    loader = Loader(
        kit, lambda: made.append([p for p in range(50, 80) if kit.sound(piano(p)).is_ready])
    )
    loader.plan([(piano(p), RATE) for p in (60, 61, 62)])
    loader.hurry([piano(70)])
    loader.start()
    until(lambda: len(made) == 4)
    loader.close()
    assert made == [[70], [60, 70], [60, 61, 70], [60, 61, 62, 70]]


def test_a_new_plan_replaces_the_old_one() -> None:
    kit = Kit(SteadyBank(), RATE)
    loader = Loader(kit, lambda: None)
    loader.plan([(piano(60), RATE)])
    loader.plan([(piano(61), RATE)])
    loader.start()
    until(lambda: kit.has(piano(61), RATE))
    loader.close()
    assert not kit.sound(piano(60)).is_ready


def test_a_key_held_for_long_is_extended() -> None:
    kit = Kit(SteadyBank(), RATE)
    loader = Loader(kit, lambda: None)
    loader.start()
    loader.extend(piano(60), 5 * RATE)
    until(lambda: kit.has(piano(60), 5 * RATE))
    loader.close()


def test_a_full_kit_makes_sounds_only_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    kit = Kit(SteadyBank(), RATE)
    monkeypatch.setattr(kit_module, "MAX_BYTES", 1)
    loader = Loader(kit, lambda: None)
    loader.plan([(piano(60), RATE), (piano(61), RATE)])
    loader.extend(piano(62), RATE)
    loader.start()
    until(lambda: kit.has(piano(62), RATE))
    loader.close()
    assert not kit.sound(piano(61)).is_ready


def test_closing_one_that_never_started_is_fine() -> None:
    Loader(Kit(SteadyBank(), RATE), lambda: None).close()
