"""Our own source as data, for the tests of the house rules."""

from __future__ import annotations

import ast
import gc
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Import:
    """One imported name: `from a.b import c` is `a.b.c`."""

    target: str
    line: int
    in_function: bool


@dataclass(frozen=True)
class Module:
    """One file of ours, parsed and taken to pieces once, for all rules."""

    name: str
    path: Path
    tree: ast.Module
    nodes: tuple[ast.AST, ...]
    imports: tuple[Import, ...]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def parse(*places: str) -> list[Module]:
    """All Python files in these files and folders of ours."""
    found = [ROOT / place for place in places]
    paths = [path for place in found for path in (place, *sorted(place.rglob("*.py")))]
    gc.disable()  # half a million nodes, none of them garbage, would be looked at again and again
    try:
        return [_parsed(path) for path in paths if path.is_file()]
    finally:
        gc.enable()


def _parsed(path: Path) -> Module:
    tree = ast.parse(path.read_bytes())
    nodes = tuple(ast.walk(tree))
    return Module(module_name(path), path, tree, nodes, tuple(_imports(nodes)))


def _imports(nodes: tuple[ast.AST, ...]) -> Iterator[Import]:
    """Every import among these, wherever it stands."""
    found = [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]
    inside: set[int] = set()
    if any(node.col_offset for node in found):
        functions = [node for node in nodes if isinstance(node, FUNCTIONS)]
        inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in found:
        late = id(node) in inside
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno, late) for alias in node.names)
        else:
            base = "." * node.level + (node.module or "")
            yield from (Import(f"{base}.{alias.name}", node.lineno, late) for alias in node.names)


def body_length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the first statement after the docstring to the last."""
    last = function.body[-1].end_lineno or function.body[-1].lineno
    if ast.get_docstring(function) is None:
        return last - function.body[0].lineno + 1
    return last - (function.body[0].end_lineno or function.body[0].lineno)
