"""Asking: how the words of a command line are read, so that none is lost without a word."""

from __future__ import annotations

import argparse
from collections.abc import Sequence


def asked(
    parser: argparse.ArgumentParser, words: Sequence[str], needed: Sequence[str]
) -> argparse.Namespace | None:
    """What some words ask for, in whatever order; None if there are no words at all.

    Whoever says something, but not all that is needed, is told so: status 2.

    needed: names of the arguments without which nothing is measured.
    """
    if not words:
        return None
    # Intermixed: options may stand between TRAIN and VALID, which each take what is there.
    wish = parser.parse_intermixed_args(words)
    if missing := [name for name in needed if not getattr(wish, name)]:
        parser.error(f"{' and '.join(m.upper() for m in missing)} must be named too, see --help")
    return wish


def at_least_one(text: str) -> int:
    """Reads a whole number from 1.

    Raises:
        argparse.ArgumentTypeError: the text is none.
    """
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 1")
    return int(text)


def true_or_false(text: str) -> bool:
    """Reads what a switch is set to, in capitals or not.

    Raises:
        argparse.ArgumentTypeError: the text is neither.
    """
    known = {"true": True, "false": False}
    if text.lower() not in known:
        raise argparse.ArgumentTypeError(f"{text!r} is neither True nor False")
    return known[text.lower()]
