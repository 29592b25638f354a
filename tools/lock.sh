#!/bin/sh
# Writes requirements.lock: one pinned list for Python 3.10 to 3.13 on every system.
#
#   sh tools/lock.sh              after a change of dependencies in pyproject.toml
#   sh tools/lock.sh --upgrade    to take newer versions of everything
set -eu

LOCK=requirements.lock
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
trap 'exit 130' INT TERM HUP

.venv/bin/python -m venv "$tools/venv"
"$tools/venv/bin/python" -m pip install --quiet --disable-pip-version-check uv

# A newer torch pulls gigabytes of CUDA packages on Linux, also without a GPU.
echo 'torch==2.13.0' >"$tools/constraints"
# uv takes the versions already in its output as its first choice.
cp "$LOCK" "$tools/packages" 2>/dev/null || true
"$tools/venv/bin/uv" --system-certs pip compile pyproject.toml --extra sound-files --extra dev \
    --universal --python-version 3.10 --constraint "$tools/constraints" \
    --no-header --no-annotate --quiet --output-file "$tools/packages" "$@"

{
    echo '# Made by `make lock` from pyproject.toml; not for editing by hand.'
    echo '# For Python 3.10 to 3.13: what runs melodyrnn, and what tests it. What torch'
    echo '# wants for a GPU is left to pip: its CPU build wants none of it.'
    grep -E -v '^(nvidia-|cuda-|triton)' "$tools/packages"
} >"$tools/lock"
cp "$tools/lock" "$LOCK"
