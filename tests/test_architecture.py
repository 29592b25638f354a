"""The house rules that a program can check: who imports what, and how long things may be.

Every rule holds for whatever files are there; a part that does not exist yet breaks none.
The layers between our own parts are contracts in pyproject.toml, which the last test runs.
"""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.source import FUNCTIONS, ROOT, Module, body_length, parse

MAX_FILE_LINES = 300
MAX_BODY_LINES = 40

# Which modules may import which outside package. What stands in no line here and is not
# Python's own may be imported by none.
OUTSIDE_PACKAGES = {
    "PIL": ("melodyrnn.export",),
    "click": ("melodyrnn.cli",),
    "PySide6": ("gui",),
    "miniaudio": ("melodyrnn.playback",),
    "mido": ("melodyrnn.midi", "melodyrnn.playback"),
    "numpy": ("melodyrnn", "gui"),
    "pretty_midi": ("melodyrnn.midi.pretty",),
    "rich": ("melodyrnn.cli",),
    "rtmidi": ("melodyrnn.playback",),
    "safetensors": (
        "melodyrnn.checkpoint",
        "melodyrnn.originality.sources",
        "melodyrnn.training.run_file",
    ),
    "soundfile": ("melodyrnn.export",),
    "symusic": ("melodyrnn.midi",),
    "threadpoolctl": (
        "melodyrnn.comparison.cost",
        "melodyrnn.engine",
        "melodyrnn.generation",
        "melodyrnn.scorecard.session",
    ),
    "torch": (
        "melodyrnn.comparison.context",
        "melodyrnn.comparison.learning",
        "melodyrnn.comparison.reach",
        "melodyrnn.comparison.session",
        "melodyrnn.models",
        "melodyrnn.training",
    ),
}
# What the worker process loads: parts of the window that must do without Qt.
QT_FREE = (
    "gui.card_tasks",
    "gui.document.project",
    "gui.document.settings",
    "gui.frames",
    "gui.learning_requests",
    "gui.learning_tasks",
    "gui.requests",
    "gui.screen",
    "gui.tasks",
    "gui.worker",
    "gui.workshop",
)
# What lies in a part with torch and must do without it all the same.
TORCH_FREE = ("melodyrnn.models.config", "melodyrnn.models.shapes")
# What loads torch: those, and the verbs that train, themselves loaded only when called.
TORCH_PARTS = (
    *OUTSIDE_PACKAGES["torch"],
    "melodyrnn.cli.comparing",
    "melodyrnn.cli.training",
)

# (importing part, imported part): why that import may stand inside a function.
LATE_IMPORTS = {
    ("gui.start", "gui.app"): "a verb starts without loading the window",
    ("gui.start", "numpy"): "before Qt, which reads the source of all that comes after it",
    ("gui.controllers", "gui.dialogs"): "opened seldom: the window is there sooner",
    ("gui.controllers.room_maker", "gui.learning"): "opened seldom: the window is there sooner",
    ("gui.desk", "gui.dialogs"): "opened seldom: the window is there sooner",
    ("gui.document.as_midi", "melodyrnn.midi"): "two libraries: the window is there sooner",
    ("main", "melodyrnn.cli.main"): "the window starts without loading the command line",
    ("melodyrnn.playback.devices", "miniaudio"): "it speaks HTTP too: the window comes first",
    ("melodyrnn.export", "soundfile"): "an extra: only FLAC and OGG need it",
    ("melodyrnn.training.distributed", "torch.distributed.nn"): "before there is a group, or it"
    " holds that for ever",
}


def within(name: str, part: str) -> bool:
    """Is this module, or name in a module, the part or inside it?"""
    return name == part or name.startswith(part + ".")


def within_any(name: str, parts: tuple[str, ...]) -> bool:
    return any(within(name, part) for part in parts)


@pytest.fixture(scope="module")
def everything() -> list[Module]:
    return parse("melodyrnn", "gui", "tests", "benchmarks", "tools", "main.py")


@pytest.fixture(scope="module")
def product(everything: list[Module]) -> list[Module]:
    return [m for m in everything if within_any(m.name, ("melodyrnn", "gui", "main"))]


@pytest.fixture(scope="module")
def library(everything: list[Module]) -> list[Module]:
    return [m for m in everything if within(m.name, "melodyrnn")]


def is_outside(target: str) -> bool:
    top = target.split(".")[0]
    return top not in ("melodyrnn", "gui") and top not in sys.stdlib_module_names


def may_import(module: str, package: str) -> bool:
    if package == "torch" and module in TORCH_FREE:
        return False
    if package == "PySide6" and within_any(module, QT_FREE):
        return False
    return within_any(module, OUTSIDE_PACKAGES.get(package, ()))


def is_late_import_allowed(module: str, target: str) -> bool:
    return any(within(module, who) and within(target, what) for who, what in LATE_IMPORTS)


def own_imports(modules: list[Module]) -> dict[str, set[str]]:
    """For each module the other modules of ours that it imports, early or late."""
    names = {module.name for module in modules}
    graph: dict[str, set[str]] = {}
    for module in modules:
        targets = {found.target for found in module.imports}
        owners = {t if t in names else t.rpartition(".")[0] for t in targets}
        graph[module.name] = (owners & names) - {module.name}
    return graph


def find_circle(graph: dict[str, set[str]]) -> list[str]:
    """What is left once modules that import nothing left are taken away again and again."""
    left = {name: set(targets) for name, targets in graph.items()}
    while free := {name for name, targets in left.items() if not targets}:
        left = {name: targets - free for name, targets in left.items() if name not in free}
    return sorted(left)


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_each_outside_package_is_imported_only_where_the_table_says(
    product: list[Module],
) -> None:
    stray = [
        f"{module.name}:{found.line} imports {found.target}"
        for module in product
        for found in module.imports
        if is_outside(found.target) and not may_import(module.name, found.target.split(".")[0])
    ]
    assert stray == []


def test_no_import_is_relative(everything: list[Module]) -> None:
    relative = [
        f"{module.name}:{found.line}"
        for module in everything
        for found in module.imports
        if found.target.startswith(".")
    ]
    assert relative == []


def test_imports_inside_functions_are_on_the_written_list(product: list[Module]) -> None:
    unlisted = [
        f"{module.name}:{found.line} imports {found.target}"
        for module in product
        for found in module.imports
        if found.in_function and not is_late_import_allowed(module.name, found.target)
    ]
    assert unlisted == []


def test_modules_import_each_other_in_no_circle_not_even_inside_functions(
    product: list[Module],
) -> None:
    assert find_circle(own_imports(product)) == []


def test_the_face_of_a_package_holds_no_code(product: list[Module]) -> None:
    """So that everyone imports from the defining module, and importing a package is free."""
    faces = [module for module in product if module.path.name == "__init__.py"]
    for face in faces:
        code = ast.unparse(ast.Module(face.tree.body[1:], type_ignores=[]))
        assert not code or (face.name == "melodyrnn" and code.startswith("__version__ = "))


def test_every_module_says_what_it_is_about(everything: list[Module]) -> None:
    silent = [
        module.name
        for module in everything
        if not within(module.name, "tests") and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_the_library_never_prints(product: list[Module]) -> None:
    prints = [
        f"{module.name}:{node.lineno}"
        for module in product
        if module.name != "main"
        for node in module.nodes
        if isinstance(node, ast.Call)
        if isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert prints == []


def test_nobody_writes_global(everything: list[Module]) -> None:
    found = [
        f"{module.name}:{node.lineno}"
        for module in everything
        for node in module.nodes
        if isinstance(node, ast.Global)
    ]
    assert found == []


def test_no_file_is_too_long(everything: list[Module]) -> None:
    lengths = {m.name: len(m.path.read_text(encoding="utf-8").splitlines()) for m in everything}
    assert {name: length for name, length in lengths.items() if length > MAX_FILE_LINES} == {}


def test_no_function_body_is_too_long(everything: list[Module]) -> None:
    long = [
        f"{module.name}:{node.lineno} {node.name} has {body_length(node)} lines"
        for module in everything
        for node in module.nodes
        if isinstance(node, FUNCTIONS) and body_length(node) > MAX_BODY_LINES
    ]
    assert long == []


def test_importing_all_that_needs_no_torch_loads_no_torch(library: list[Module]) -> None:
    names = [
        module.name
        for module in library
        if not within_any(module.name, TORCH_PARTS) or module.name in TORCH_FREE
        if not module.name.endswith("__main__")
    ]
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    importlib.import_module(name)\n"
        "    assert 'torch' not in sys.modules, f'{name} loads torch'\n"
    )
    done = run_python(code, *names)
    assert done.returncode == 0, done.stderr


def test_the_worker_loads_neither_torch_nor_qt() -> None:
    """Of the window the same is asked in tests/gui/test_main.py."""
    code = (
        "import sys, gui.tasks, gui.worker\n"
        "print(*(name for name in ('torch', 'PySide6') if name in sys.modules))\n"
    )
    done = run_python(code)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


def test_the_main_window_only_places_things(everything: list[Module]) -> None:
    """It never grows: what happens on a gesture stands in controllers, the wiring in app."""
    window = next(module for module in everything if module.name == "gui.main_window")
    assert len(window.path.read_text(encoding="utf-8").splitlines()) < MAX_FILE_LINES
    touched = {found.target.split(".")[0] for found in window.imports}
    assert "melodyrnn" not in touched


def test_the_import_contracts_are_kept() -> None:
    code = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    done = run_python(code)
    assert done.returncode == 0, done.stdout + done.stderr
