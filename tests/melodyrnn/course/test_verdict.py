"""What curves mean: trends are found in noise, and nothing is said of too little."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest

from melodyrnn.course.events import Learning
from melodyrnn.course.history import History
from melodyrnn.course.verdict import noise, verdict

Curve = Callable[[float], float]


def falling(seconds: float) -> float:
    return 2.0 + 1.2 * math.exp(-seconds / 200)


def settling(seconds: float) -> float:
    return 2.0 + 0.8 * math.exp(-seconds / 40)


def rising_after_3_min(seconds: float) -> float:
    return settling(seconds) + 0.0008 * max(seconds - 180, 0)


def history(
    held_out: Curve,
    learning: Curve = falling,
    *,
    until_s: float = 600,
    wobble: float = 0,
    seed: int = 0,
    slack: float = 0,
) -> History:
    """A check every 20 seconds; kept is what is no worse than the lowest and the slack."""
    rng = random.Random(seed)
    result, best = History(), math.inf
    for number in range(1, int(until_s / 20) + 1):
        seconds = number * 20.0
        score = held_out(seconds) + rng.gauss(0, wobble)
        is_best = score < best + slack
        best = min(best, score)
        result = result.with_news(
            Learning(
                seconds / 600, seconds / 14, seconds, 100, learning(seconds),
                held_out={"without_velocity": score}, best=is_best, check=number,
            )
        )  # fmt: skip
    return result


def test_a_check_that_was_kept_though_not_the_lowest_is_the_one_told_of() -> None:
    tuned = history(rising_after_3_min, slack=1.0)
    said = verdict(tuned, base=3.0, is_over=True)
    assert "minute 10, is kept" in said.words
    assert "memorise" not in said.words
    assert not said.has_memorised
    assert "by 0.66" in said.comparison, "what is kept, not the lowest, is compared"


def test_a_steep_and_bent_descent_is_no_wavering() -> None:
    scores = [9.0, 5.3, 4.2, 3.96, 3.8]
    course = History()
    for number, (seconds, score) in enumerate(zip((25, 33, 41, 60, 68), scores, strict=True), 1):
        course = course.with_news(
            Learning(
                0.5, 5.0, seconds, 100, score, held_out={"without_velocity": score}, best=True,
                check=number,
            )
        )  # fmt: skip
    assert verdict(course).kind == "improving"


def test_with_nothing_checked_it_says_what_comes() -> None:
    assert verdict(History()).kind == "waiting"
    assert "first time" in verdict(History()).words
    assert "ended before" in verdict(History(), is_over=True).words


@pytest.mark.parametrize(("until_s", "word"), [(20, "once"), (40, "twice")])
def test_one_or_two_checks_are_too_few_to_tell(until_s: float, word: str) -> None:
    said = verdict(history(settling, until_s=until_s))
    assert said.kind == "waiting"
    assert word in said.words


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(
    ("curve", "until_s", "kind"),
    [
        (falling, 60, "improving"),
        (falling, 300, "improving"),
        (settling, 600, "level"),
        (rising_after_3_min, 600, "memorising"),
    ],
)
def test_the_trend_is_found_in_noise(curve: Curve, until_s: float, kind: str, seed: int) -> None:
    said = verdict(history(curve, until_s=until_s, wobble=0.008, seed=seed))
    assert said.kind == kind, said


def test_improving_says_by_how_much_and_since_when() -> None:
    said = verdict(history(falling, until_s=300))
    gain = falling(240) - falling(300)
    assert said.words == f"Still improving: {gain:.2f} better in the last minute."


def test_in_a_short_training_the_span_is_short() -> None:
    assert "20 seconds" in verdict(history(falling, until_s=60)).words


def test_level_says_since_when() -> None:
    words = verdict(history(settling)).words
    assert words == "No longer improving since minute 4; stopping is fine."


def test_memorising_says_when_it_began_and_that_the_best_is_kept() -> None:
    said = verdict(history(rising_after_3_min))
    assert "memorise at minute 3" in said.words
    assert "best moment is kept" in said.words
    assert said.has_memorised


def test_worse_on_what_it_learns_from_too_is_not_called_memorising() -> None:
    said = verdict(history(rising_after_3_min, rising_after_3_min))
    assert said.kind == "worse"
    assert not said.has_memorised


def test_a_score_that_comes_back_is_not_called_memorising() -> None:
    def bump(seconds: float) -> float:
        return 2.3 + 0.3 * math.exp(-(((seconds - 160) / 60) ** 2))

    kinds = {verdict(history(bump, until_s=s)).kind for s in (240, 260, 280)}
    assert "memorising" not in kinds


def test_a_slow_gain_is_found_over_a_longer_time() -> None:
    said = verdict(history(lambda s: 2.2 - 0.00006 * s))
    assert said.kind == "slow"
    assert said.words == "Still improving, but slowly: 0.01 better in the last 3 minutes."


def test_a_gain_too_small_to_hear_is_none() -> None:
    assert verdict(history(lambda s: 2.2 - 0.000002 * s)).kind == "level"


def test_soon_after_a_plateau_begins_it_is_called_level() -> None:
    assert verdict(history(lambda s: max(2.2 - 0.001 * s, 1.96), until_s=340)).kind == "level"


def test_noise_is_measured_beside_the_trend() -> None:
    rng = random.Random(1)
    steep = [5 - 0.05 * i + rng.gauss(0, 0.02) for i in range(200)]
    assert noise(steep) == pytest.approx(0.02, rel=0.25)
    assert noise([2.0, 1.0, 2.0]) == 0


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_no_number_is_astray_and_the_best_before_it_stays(number: float) -> None:
    said = verdict(history(lambda s: number if s > 100 else settling(s), until_s=140))
    assert said.kind == "astray"
    assert "minute 2" in said.words
    assert verdict(history(lambda _: number)).kind == "astray"


def test_a_single_check_without_a_number_is_passed_over() -> None:
    said = verdict(history(lambda s: math.nan if s == 40 else falling(s), until_s=300))
    assert said.kind == "improving"


def test_a_learning_curve_without_numbers_breaks_nothing() -> None:
    assert verdict(history(rising_after_3_min, lambda _: math.nan)).kind == "worse"


def test_it_is_compared_with_the_model_it_began_from() -> None:
    better = verdict(history(settling), base=2.36)
    assert better.comparison == (
        "Better than the model it began from by 0.36: 1 in 7.4 instead of 1 in 11."
    )
    worse = verdict(history(settling), base=1.9)
    assert worse.comparison == "Not better than the model it began from yet."


def test_it_is_compared_with_a_markov_chain() -> None:
    behind = verdict(history(settling), base=2.36, markov=1.8)
    assert "Not better than a Markov chain yet" in behind.comparison
    assert "Better than the model it began from" in behind.comparison
    assert "Better by 0.50 than a Markov chain" in verdict(history(settling), markov=2.5).comparison
    assert "Markov" not in verdict(history(settling), base=2.36, markov=2.5).comparison


@pytest.mark.parametrize(
    ("curve", "words"),
    [
        (falling, "more time would help"),
        (settling, "More time would not have helped"),
        (rising_after_3_min, "more music would help more than more time"),
    ],
)
def test_when_it_is_over_it_says_what_would_help(curve: Curve, words: str) -> None:
    said = verdict(history(curve), base=2.36, is_over=True)
    assert words in said.sentence
    assert "is kept" in said.words
    assert said.kind == "better"
    assert verdict(history(curve), base=1.0, is_over=True).kind == "no-better"
