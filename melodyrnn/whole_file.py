"""Writing a file whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from melodyrnn.errors import ExportError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Gives a temporary path to write to; it becomes `path` when the block ends well.

    The temporary file lies in the same folder, so the last step is one rename:
    whoever looks sees the old file or the new one, never half of it.

    Raises:
        ExportError: the folder is missing, may not be written to, or the disk is full.
    """
    temporary = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        temporary.touch(exist_ok=False)
    except OSError as error:
        raise ExportError(_sentence(path, error)) from error
    try:
        yield temporary
        temporary.replace(path)
    except OSError as error:
        raise ExportError(_sentence(path, error)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Makes a folder to write into, and those above it.

    Raises:
        ExportError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExportError(
            f"The folder {folder} cannot be made ({reason}); choose another one."
        ) from error


def _sentence(path: Path, error: OSError) -> str:
    reason = error.strerror or str(error)
    return f"{path.name} cannot be saved there ({reason}); choose another folder or make room."
