"""The number of threads, on a clock that tells how fast each would be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from melodyrnn.training.threads import HELD_S, ROUNDS, Threads, candidates, usable_cores


class Machine:
    """A clock on which a step of 100 notes takes as long as the threads set just now need."""

    def __init__(self, seconds: dict[int, float]) -> None:
        self.now, self.seconds = 0.0, seconds

    def __call__(self) -> float:
        return self.now

    def steps(self, threads: Threads, count: int) -> list[int]:
        used = []
        for _ in range(count):
            with threads.step(100):
                used.append(torch.get_num_threads())
                self.now += self.seconds[used[-1]]
        return used


@pytest.fixture(autouse=True)
def _threads_as_before() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_each_number_is_tried_in_turn_and_the_fastest_wins() -> None:
    for best in (1, 2, 4):
        machine = Machine({number: 1.0 + (number != best) for number in (1, 2, 4)})
        threads = Threads(most=4, clock=machine)

        assert machine.steps(threads, 3 * ROUNDS) == [1, 2, 4] * ROUNDS
        assert not threads.is_trying
        assert set(machine.steps(threads, 5)) == {best} == {threads.best}


def test_a_step_of_the_one_thread_that_was_held_up_decides_nothing() -> None:
    machine = Machine({1: 0.6, 2: 1.0})
    threads = Threads(most=2, clock=machine)
    with threads.step(100):  # something else held the machine up
        machine.now += 50
    machine.steps(threads, 2 * ROUNDS - 1)

    assert threads.best == 1


def test_threads_that_get_into_each_others_way_are_tried_for_one_step_only() -> None:
    machine = Machine({1: 1.0, 2: 7.0, 4: 20.0})
    threads = Threads(most=4, clock=machine)

    assert machine.steps(threads, 6) == [1, 2, 1, 1, 1, 1]
    machine.seconds |= {2: 0.6, 4: 0.4}  # the other work is done
    machine.steps(threads, int(HELD_S[0]) + 3 * ROUNDS)
    assert threads.best == 4


def test_after_a_while_numbers_are_tried_again() -> None:
    machine = Machine({1: 1.0, 2: 0.6})
    threads = Threads(most=2, clock=machine)
    machine.steps(threads, 2 * ROUNDS)
    machine.seconds[2] = 3.0  # other work has come up
    used = machine.steps(threads, int(HELD_S[0]) + 2 * ROUNDS)

    assert used[0] == 2
    assert threads.best == used[-1] == 1


def test_a_given_number_is_kept() -> None:
    machine = Machine({1: 1.0, 2: 0.6})
    threads = Threads(2, most=1, clock=machine)

    assert set(machine.steps(threads, 500)) == {2}
    assert not threads.is_trying


def test_numbers_worth_trying_double_up_to_the_cores_there_are() -> None:
    assert [candidates(n) for n in (1, 2, 6)] == [[1], [1, 2], [1, 2, 4, 6]]
    assert usable_cores() >= 1


def test_under_torchrun_processes_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = usable_cores()
    monkeypatch.setenv("LOCAL_WORLD_SIZE", "2")

    assert usable_cores() == max(1, alone // 2)
