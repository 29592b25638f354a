"""File names of the collections that the shipped models learned from, as titles to read."""

from __future__ import annotations

import re

_ONEILL = re.compile(r"oneills1850_.*_abc_(?P<number>\d+)")
_RYAN = re.compile(r"ryansMammoth_(?P<name>\w+?)_abc_\d+")
_OPENSCORE = re.compile(r"(?:.*?scores_)?(?P<name>.+?)_[ls][cq]\d+(?:_mxl)?")
_CUT_OFF = re.compile(r"^(?:[a-z]\S*\s)+(?=[A-Z0-9])")
"""What is left of a name whose beginning did not fit into the file's: titles begin in capitals."""
_PART = re.compile(r" \(\d+ of \d+\)$")
_WORD_BEGINS = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])")


def readable(stem: str) -> str:
    """A title made of a file's name, such as "ryansMammoth_FletchersDelightReel_abc_1".

    What says which part of a long piece it is stays; a name of another form is its own title.
    """
    if part := _PART.search(stem):
        return readable(stem[: part.start()]) + part.group()
    if found := _ONEILL.fullmatch(stem):
        return f"O'Neill no. {found['number']}"
    if found := _RYAN.fullmatch(stem):
        return _WORD_BEGINS.sub(" ", found["name"]).replace("_", " ")
    if found := _OPENSCORE.fullmatch(stem):
        return _CUT_OFF.sub("", found["name"].replace("_", " ").strip())
    return stem
