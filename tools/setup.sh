#!/bin/sh
# Makes .venv ready for `make run`, `make test` and the rest: a Python that fits,
# the system packages it lacks, the locked packages, and melodyrnn itself.
#
#   sh tools/setup.sh          from the top folder; silent when all is in place
#   sh tools/setup.sh tests    also the programs that the tests of window and sound start
#
# Two stamps say what is in place. Each is written only after its step has ended
# well, so an interrupted run is done again and a changed file is noticed.
set -eu

LOCK=requirements.lock
LOG=.venv/setup.log
LOCKED=.venv/.locked  # the packages of the lock are in
READY=.venv/.ready    # and melodyrnn itself

# Shared libraries our packages load without bringing them, as LIBRARY=DEBIAN-PACKAGE.
LIBRARIES="libstdc++.so.6=libstdc++6
    libEGL.so.1=libegl1 libGL.so.1=libgl1 libdbus-1.so.3=libdbus-1-3
    libfontconfig.so.1=libfontconfig1 libglib-2.0.so.0=libglib2.0-0
    libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
    libxcb-image.so.0=libxcb-image0 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-randr.so.0=libxcb-randr0 libxcb-render-util.so.0=libxcb-render-util0
    libxcb-shape.so.0=libxcb-shape0 libxcb-xkb.so.1=libxcb-xkb1
    libxkbcommon-x11.so.0=libxkbcommon-x11-0 libX11-xcb.so.1=libx11-xcb1"

# What the tests of window and sound start, as PROGRAM=DEBIAN-PACKAGE; without them those tests
# are skipped and say so.
PROGRAMS="Xvfb=xvfb openbox=openbox xdotool=xdotool pulseaudio=pulseaudio pactl=pulseaudio-utils"

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

interrupted() {
    printf '\nStopped half-way. Run the same command again to finish the setup.\n' >&2
    exit 130
}

say() { printf '  %s\n' "$*"; }

# run SENTENCE COMMAND...: the command, quietly; if it fails, what it said and the sentence.
run() {
    sentence=$1
    shift
    printf '\n$ %s\n' "$*" >>"$LOG"
    "$@" >>"$LOG" 2>&1 </dev/null && return
    echo >&2
    tail -n 15 "$LOG" >&2
    echo >&2
    stop "$sentence The full log is $LOG; run the same command again once that is put right."
}

# try PYTHON CODE [ARGUMENT]: does this code run there without an error?
try() {
    "$1" -c "$2" "${3:-}" >/dev/null 2>&1 </dev/null
}

# find_python CODE: the first Python of a version that fits and that can run CODE.
find_python() {
    fits='import sys; assert (3, 10) <= sys.version_info[:2] <= (3, 13)'
    for name in python3 python3.13 python3.12 python3.11 python3.10; do
        if try "$name" "$fits; $1"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# missing_packages PYTHON: the Debian packages without which the setup cannot go on.
missing_packages() {
    if ! try "$1" 'import ensurepip, venv'; then
        "$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
    [ "$(uname -s)" = Linux ] || return 0
    for pair in $LIBRARIES; do
        try "$1" 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "${pair%%=*}" || echo "${pair#*=}"
    done
}

# missing_programs: the Debian packages of what the tests would start.
missing_programs() {
    [ "$(uname -s)" = Linux ] || return 0
    for pair in $PROGRAMS; do
        command -v "${pair%%=*}" >/dev/null || echo "${pair#*=}"
    done
}

# add_programs: for the tests; where they cannot be had the rest of the tests still runs.
add_programs() {
    wanted=$(missing_programs | tr '\n' ' ')
    [ -n "$wanted" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        mkdir -p .venv
        # shellcheck disable=SC2086  # one word a package
        add_packages $wanted
    else
        echo "Some tests of window and sound will be skipped. To run them too, copy this line:"
        echo "  sudo apt-get update && sudo apt-get install -y $wanted"
    fi
}

# add_packages PACKAGE...: as root by apt-get, otherwise a line to copy.
add_packages() {
    if ! command -v apt-get >/dev/null; then
        stop "This system lacks what Debian calls $*; please install that, then run the same command again."
    fi
    if [ "$(id -u)" != 0 ]; then
        stop "Some system packages are missing. Copy this line, then run the same command again:
  sudo apt-get update && sudo apt-get install -y $*"
    fi
    say "Debian packages: $*"
    apt-get update >>"$LOG" 2>&1 </dev/null || true  # one broken source need not matter
    run "The Debian packages ($*) could not be installed." \
        env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

install_locked() {
    say "Packages of $LOCK (a few hundred MB the first time: a minute or more)"
    run "Python could not make an environment in .venv." "$python" -m venv .venv
    run "The packages could not be installed: is this machine online, and is there space on the disk?" \
        .venv/bin/python -m pip install --no-input --disable-pip-version-check \
        --no-compile -r "$LOCK"  # compiling all of torch would take longer than the rest
    printf '%s\n' "$lock_key" >"$LOCKED"
}

install_melodyrnn() {
    say "melodyrnn"
    # The lock holds the build tool too, so this needs no network.
    run "melodyrnn itself could not be installed." \
        .venv/bin/python -m pip install --no-input --disable-pip-version-check \
        --no-build-isolation --no-deps -e .
    printf '%s\n' "$own_key" >"$READY"
}

# holds FILE KEY: was this stamp written for this key?
holds() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

# works: can the environment still run? (Its Python may have been replaced or removed.)
works() {
    try .venv/bin/python 'from importlib.util import find_spec; assert find_spec("numpy")'
}

trap interrupted INT TERM HUP
unset PYTHONHOME PYTHONPATH  # another project's packages must not pass for ours
# An environment knows its own path, hence the folder in the key.
lock_key="$(cksum <"$LOCK") $(pwd -P)"
own_key="$lock_key $(cat pyproject.toml tools/setup.sh | cksum)"
if holds "$READY" "$own_key" && works; then
    [ "${1:-}" != tests ] || add_programs
    exit 0
fi

python=$(find_python 'import ensurepip, venv') || python=$(find_python '') ||
    stop "melodyrnn needs Python 3.10, 3.11, 3.12 or 3.13: please install one of them, then run the same command again."
started=$(date +%s)
echo "Setting up melodyrnn (log: $LOG)"
if holds "$LOCKED" "$lock_key" && works; then
    python=.venv/bin/python
    rm -f "$READY"
else
    rm -rf .venv
    mkdir .venv
fi
say "$("$python" --version) ($python)"
missing=$(missing_packages "$python")
if [ -n "$missing" ]; then
    # shellcheck disable=SC2086  # one word a package
    add_packages $missing
    still=$(missing_packages "$python")
    [ -z "$still" ] || stop "$python still lacks what $(echo $still) should bring: please try another Python 3.10 to 3.13."
fi
holds "$LOCKED" "$lock_key" || install_locked
install_melodyrnn
[ "${1:-}" != tests ] || add_programs
echo "Ready after $(($(date +%s) - started)) s."
