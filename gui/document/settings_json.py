"""Settings of the takes as JSON, for projects and preferences alike.

What is unknown is passed over and what is broken takes its default: no setting is worth
refusing a file for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, fields, replace
from functools import partial
from typing import Any

from gui.document.checks import flag, number, one_of, text, whole
from gui.document.settings import MAX_BOLDNESS, TakeSettings
from melodyrnn.generation.request import ENDINGS, KEY_RULES, LEAST_COPIED, MOST_COPIED
from melodyrnn.music.notes import MAX_PITCH

Check = Callable[[Any], Any]


def _copy_limit(value: Any) -> int:
    """Of `TakeSettings.most_copied`."""
    most = whole(value, high=MOST_COPIED)
    if 0 < most < LEAST_COPIED:
        raise ValueError("a limit that no melody could keep")
    return most


_CHECKS: dict[str, Check] = {
    "takes": partial(whole, low=1, high=8),
    "bars": partial(whole, low=1, high=16),
    "boldness": partial(number, low=0.0, high=MAX_BOLDNESS),
    "pitch_offset": partial(number, low=-MAX_BOLDNESS, high=MAX_BOLDNESS),
    "rhythm_offset": partial(number, low=-MAX_BOLDNESS, high=MAX_BOLDNESS),
    "key_rule": partial(one_of, choices=KEY_RULES),
    "lowest": partial(whole, low=0, high=MAX_PITCH),
    "highest": partial(whole, low=0, high=MAX_PITCH),
    "ending": partial(one_of, choices=ENDINGS),
    "random_seed": partial(whole, low=0, high=2**63 - 1),
    "most_copied": _copy_limit,
}
_BY_TYPE: dict[type, Check] = {bool: flag, int: whole, float: number, str: text}
"""For fields without a range of their own."""


def settings_to_json(settings: TakeSettings) -> dict[str, Any]:
    """As plain numbers and texts."""
    return asdict(settings)


def settings_from_json(data: Any) -> TakeSettings:
    """From what `settings_to_json` gave; whatever else it may be, it is made the best of."""
    settings = TakeSettings()
    if not isinstance(data, Mapping):
        return settings
    for field in fields(TakeSettings):
        check = _CHECKS.get(field.name) or _BY_TYPE[type(getattr(settings, field.name))]
        with suppress(KeyError, TypeError, ValueError):
            settings = replace(settings, **{field.name: check(data[field.name])})
    if settings.lowest > settings.highest:
        settings = replace(settings, lowest=0, highest=MAX_PITCH)
    return settings
