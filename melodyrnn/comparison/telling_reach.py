"""How far back the networks reach, in sentences that hold whatever the figures are."""

from __future__ import annotations

from collections.abc import Sequence

from melodyrnn.comparison.results import Comparison, Outcome
from melodyrnn.comparison.words import LEVEL, all_of, notes, part, score, sentence, the

HALF, LITTLE = 0.5, 0.01
_FAR = 100
"""Distance at which the networks are compared, if pieces are long enough."""

_ABOUT = 4
"""A share at a distance is a mean over so many notes before and after: beats make it ripple."""

_NEAR, _STRETCH = 8, 16
_NOTHING = 0.015
"""A loss of less a note is called next to nothing."""

_SEEN = 0.9
"""Of the distances looked at, those at which a signal may be said to be gone."""

_GATED, _PLAIN = ("lstm", "gru"), "rnn"


def shares(norms: Sequence[float]) -> tuple[float, ...]:
    """Of the norm at distance 0."""
    return tuple(n / norms[0] for n in norms) if norms and norms[0] > 0 else ()


def gone_from(norms: Sequence[float], share: float) -> int | None:
    """The distance from which on less than a share arrives; None if never, as far as was looked.

    What falls short only at the very end has not fallen: no end of it has been seen.
    """
    known = shares(norms)
    first = 1 + max((k for k, s in enumerate(known) if s >= share), default=-1)
    return first if first < _SEEN * len(known) else None


def _last_with(norms: Sequence[float], share: float) -> int:
    return max((k for k, s in enumerate(shares(norms)) if s >= share), default=0)


def share_about(norms: Sequence[float], distance: int) -> float:
    """Mean share of the signal around a distance."""
    known = shares(norms)[max(0, distance - _ABOUT) : distance + _ABOUT + 1]
    return sum(known) / len(known) if known else 0.0


def measured(comparison: Comparison) -> list[Outcome]:
    """Those whose gradients were taken."""
    return [o for o in comparison.outcomes if shares(o.reach.before) and shares(o.reach.after)]


def reach(comparison: Comparison) -> str:
    """What the two pictures say."""
    outcomes = measured(comparison)
    told = (_gone(outcomes), _further(outcomes), _far(outcomes), _changed(outcomes))
    return " ".join(filter(None, told))


def _gone(outcomes: Sequence[Outcome]) -> str:
    """After how many notes the signal is gone, by half and but for little."""
    halves = _by_distance(outcomes, HALF)
    littles = _by_distance(outcomes, LITTLE)
    told = []
    if halves:
        told.append(f"half of the signal is gone {halves}")
    if littles:
        told.append(f"all but 1 % of it {'is gone ' if not halves else ''}{littles}")
    ever = [o for o in outcomes if gone_from(o.reach.after, LITTLE) is None]
    if ever:
        back = min(_last_with(o.reach.after, LITTLE) for o in ever)
        names = all_of(map(the, ever))
        told.append(f"in {names} 1 % and more still arrives from {notes(back)} back")
    return f"After training, {'; '.join(told)}."


def _by_distance(outcomes: Sequence[Outcome], share: float) -> str:
    """Such as "after 7 notes in the plain RNN, 13 in the LSTM"; "" if in none."""
    groups: dict[int, list[str]] = {}
    for outcome in outcomes:
        distance = gone_from(outcome.reach.after, share)
        if distance is not None:
            groups.setdefault(distance, []).append(the(outcome))
    told = [f"{notes(distance)} in {all_of(groups[distance])}" for distance in sorted(groups)]
    return f"after {', after '.join(told)}" if told else ""


def lost_a_note(norms: Sequence[float]) -> float | None:
    """The share of what is left that each note farther back takes away, 8 to 24 notes back.

    Below 0 where the signal grows; None where it was not followed so far or is nothing.
    """
    near, far = _NEAR, _NEAR + _STRETCH
    if len(norms) <= far or norms[near] <= 0:
        return None
    return 1 - float((norms[far] / norms[near]) ** (1 / _STRETCH))


def _further(outcomes: Sequence[Outcome]) -> str:
    known = [(lost, the(o)) for o in outcomes if (lost := lost_a_note(o.reach.after)) is not None]
    if not known:
        return ""
    losing = [f"{100 * lost:.0f} % in {name}" for lost, name in sorted(known, reverse=True)
              if lost >= _NOTHING]  # fmt: skip
    keeping = [name for lost, name in known if lost < _NOTHING]
    if keeping:
        losing.append(f"next to nothing in {' and '.join(keeping)}")
    told = all_of(losing)
    return f"Past the eighth note back, each one farther takes away of what is left {told}."


def _far(outcomes: Sequence[Outcome]) -> str:
    distance = far_distance(outcomes)
    ordered = sorted(outcomes, key=lambda o: -share_about(o.reach.after, distance))
    told = all_of(f"{part(share_about(o.reach.after, distance))} in {the(o)}" for o in ordered)
    return f"Of the weight of the last note, a note {distance} notes back has {told}."


def far_distance(outcomes: Sequence[Outcome]) -> int:
    """The distance at which all are compared."""
    return min(_FAR, *(len(o.reach.after) - 1 for o in outcomes))


def _changed(outcomes: Sequence[Outcome]) -> str:
    """What training did to the reach."""
    longer, shorter = [], []
    for outcome in outcomes:
        before = gone_from(outcome.reach.before, LITTLE) or len(outcome.reach.before)
        after = gone_from(outcome.reach.after, LITTLE) or len(outcome.reach.after)
        if after > 1.2 * before:
            longer.append(f"{the(outcome)} ({_limit(outcome, before)} to {_limit(outcome, after)})")
        elif after < before / 1.2:
            shorter.append(
                f"{the(outcome)} ({_limit(outcome, before)} to {_limit(outcome, after)})"
            )
    told = []
    if longer:
        told.append(f"lengthened the reach of {all_of(longer)}")
    if shorter:
        told.append(f"shortened that of {all_of(shorter)}" if told else
                    f"shortened the reach of {all_of(shorter)}")  # fmt: skip
    if not told:
        return "Training has hardly changed how far that 1 % reaches."
    return f"Training has {' and '.join(told)}: the distance at which 1 % is left."


def _limit(outcome: Outcome, distance: int) -> str:
    return str(distance) if distance < len(outcome.reach.after) else f"over {distance - 1}"


def reach_means(comparison: Comparison) -> str:
    """What that means, and whether it is what the books say."""
    text = (
        "Only by this signal can a network learn that an earlier note matters to this one;"
        " where it is next to nothing, it learns nothing. A recurrent network passes it back"
        " note by note, multiplied each time: the plain one by its weights and the slope of its"
        " tanh, a gated one also along a path that a gate can hold open. Attention looks at"
        " each earlier note directly. "
    )
    by_core = {o.contender.core: o for o in measured(comparison) if not o.contender.has_memory}
    plain = by_core.get(_PLAIN)
    gated = [by_core[c] for c in _GATED if c in by_core]
    if plain is None or not gated:
        return text.rstrip()
    distance = far_distance([plain, *gated])
    floor = share_about(plain.reach.after, distance)
    above = [o for o in gated if share_about(o.reach.after, distance) > 2 * floor]
    if len(above) == len(gated):
        keep = "keeps" if len(above) == 1 else "keep"
        return text + (
            f"So it is here: {all_of(map(the, above))} {keep} more of it at {distance} notes"
            " than the plain RNN, whose gradient vanishes."
        )
    behind = [o for o in gated if o not in above]
    have = "has" if len(behind) == 1 else "have"
    return text + (
        f"Here {all_of(map(the, behind))} {have} no more of it left at {distance} notes than"
        " the plain RNN: gates can carry a signal far, they do not have to, and in this training"
        " they did not learn to, or the plain RNN has kept well what it began with."
    )


def context(comparison: Comparison) -> str:
    """What the picture of the cut past says."""
    outcomes = [o for o in comparison.outcomes if o.contexts]
    told = [f"{the(o)} {_used(o)}" for o in outcomes]
    text = f"Notes of the past that a network makes something of: {all_of(told)}."
    short = _short(outcomes)
    if short is None:
        return text
    gains = all_of(f"{the(o)} {_gain(o, short)}" for o in outcomes)
    return f"{text} From {short} known notes to {outcomes[0].contexts[-1].notes}, {gains}."


def useful(outcome: Outcome) -> int:
    """The fewest notes by which the score is level with the best that any number gives."""
    best = min(c.nats for c in outcome.contexts)
    return next(c.notes for c in outcome.contexts if c.nats <= best + LEVEL)


def _used(outcome: Outcome) -> str:
    count = useful(outcome)
    if count == outcome.contexts[-1].notes:
        return f"all the {count:,} it is told"
    return f"about {count:,}" if count > 1 else "the last one alone"


def _short(outcomes: Sequence[Outcome]) -> int | None:
    known = [c.notes for c in outcomes[0].contexts[:-1]] if outcomes else []
    return max((n for n in known if n <= 8), default=None)


def _gain(outcome: Outcome, short: int) -> str:
    before = next(c.nats for c in outcome.contexts if c.notes == short)
    gain = before - outcome.contexts[-1].nats
    if gain > LEVEL:
        return f"gains {score(gain)} nats"
    return f"loses {score(-gain)}" if gain < -LEVEL else "gains nothing"


def context_means(comparison: Comparison) -> str:
    """Reach and use side by side."""
    outcomes = [o for o in measured(comparison) if o.contexts]
    text = (
        "The gradient says what could be learned; this says what was. The state was started"
        " afresh so many notes before, so that nothing older could be known. Some of it the"
        " network can read off the last note itself, which tells where in the bar and in the"
        " phrase it stands."
    )
    far = [o for o in outcomes if useful(o) > (gone_from(o.reach.after, LITTLE) or 1 << 30)]
    if far:
        text += (
            f" {sentence(all_of(map(the, far)))} {'makes' if len(far) == 1 else 'make'} use of"
            " more notes than 1 % of the gradient reaches: many faint signals add up."
        )
    return text
