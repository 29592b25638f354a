"""Reading SoundFont 2 files: which samples sound for a program, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from melodyrnn.errors import ExportError
from melodyrnn.export.soundfont_format import (
    COMPRESSED_SAMPLE,
    DRUM_BANK,
    INSTRUMENT_DEFAULTS,
    NOT_ADDED,
    PRESET_DEFAULTS,
    ROM_SAMPLE,
    SETTING_COUNT,
    TABLES,
    Setting,
)

MAX_ZONES = 4096
"""More zones than this in one preset are no music but a damaged file."""

COARSE = 32768
"""Sample points in one step of the coarse offsets."""

Table = NDArray[Any]
Settings = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Zone:
    """One sample, the keys and velocities it answers to, and its settings.

    keys, velocities: lowest and highest. points: the sample, 16-bit. loop: first
    point of the part that repeats and the one after it, or None. pitch: the key at
    which the sample sounds as recorded, in semitones. rate: points a second.
    settings: by `Setting`.
    """

    keys: tuple[int, int]
    velocities: tuple[int, int]
    points: NDArray[np.int16]
    loop: tuple[int, int] | None
    pitch: float
    rate: int
    settings: Settings


class SoundFont:
    """An open SoundFont. The samples stay in the file until they are played.

    Raises:
        ExportError: no SoundFont, a damaged or shortened one, or one packed as sf3.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        chunks = self._chunks()
        self._points: NDArray[np.int16] = np.frombuffer(_even(chunks[b"smpl"]), dtype="<i2")
        self._tables = {name: self._table(name, chunks[name]) for name in TABLES}
        self._check_links()
        presets = self._tables[b"phdr"][:-1]
        numbers = zip(presets["bank"].tolist(), presets["program"].tolist(), strict=True)
        self._presets: dict[tuple[int, int], int] = {}
        for row, number in enumerate(numbers):
            self._presets.setdefault(number, row)

    def zones(self, program: int, *, is_drum: bool) -> tuple[Zone, ...]:
        """What sounds for a program; the nearest there is when the file lacks it.

        Empty when there is nothing of the kind: no drums, or nothing but drums.
        """
        row = self._preset(program, is_drum)
        return () if row is None else tuple(self._zones(row))

    def _preset(self, program: int, is_drum: bool) -> int | None:
        bank = DRUM_BANK if is_drum else 0
        for wanted in ((bank, program), (bank, 0)):
            if wanted in self._presets:
                return self._presets[wanted]
        same_kind = [n for n in sorted(self._presets) if (n[0] == DRUM_BANK) == is_drum]
        return self._presets[same_kind[0]] if same_kind else None

    def _zones(self, preset: int) -> Iterator[Zone]:
        count = 0
        for outer in self._bags("p", preset, PRESET_DEFAULTS, Setting.INSTRUMENT):
            instrument = int(outer[Setting.INSTRUMENT])
            if instrument >= len(self._tables[b"inst"]) - 1:
                raise self._damaged()
            for inner in self._bags("i", instrument, INSTRUMENT_DEFAULTS, Setting.SAMPLE):
                count += 1
                if count > MAX_ZONES:
                    raise self._damaged()
                zone = self._zone(outer, inner)
                if zone is not None:
                    yield zone

    def _bags(
        self, level: str, row: int, defaults: Mapping[Setting, int], target: Setting
    ) -> Iterator[Settings]:
        """The zones of a preset ("p") or an instrument ("i") that name a target."""
        heads = self._tables[b"phdr" if level == "p" else b"inst"]["bag"]
        starts = self._tables[f"{level}bag".encode()]["generator"]
        generators = self._tables[f"{level}gen".encode()]
        common = np.zeros(SETTING_COUNT, dtype=np.int64)
        common[list(defaults)] = list(defaults.values())
        for bag in range(int(heads[row]), int(heads[row + 1])):
            settings = common.copy()
            rows = generators[int(starts[bag]) : int(starts[bag + 1])]
            rows = rows[rows["setting"] < SETTING_COUNT]
            settings[rows["setting"]] = rows["amount"]
            if target in rows["setting"]:
                settings[target] &= 0xFFFF  # an index, stored without a sign
                yield settings
            elif bag == int(heads[row]):
                common = settings  # a first zone without a target speaks for all others

    def _zone(self, outer: Settings, inner: Settings) -> Zone | None:
        """Joins preset and instrument zone; None where no sound is left."""
        samples = self._tables[b"shdr"]
        if inner[Setting.SAMPLE] >= len(samples) - 1:
            raise self._damaged()
        sample = samples[inner[Setting.SAMPLE]]
        keys = _overlap(outer[Setting.KEY_RANGE], inner[Setting.KEY_RANGE])
        velocities = _overlap(outer[Setting.VELOCITY_RANGE], inner[Setting.VELOCITY_RANGE])
        if sample["kind"] & ROM_SAMPLE or keys[0] > keys[1] or velocities[0] > velocities[1]:
            return None
        if sample["kind"] & COMPRESSED_SAMPLE:
            raise ExportError(f"{self._path} is packed as sf3: choose an unpacked .sf2 SoundFont.")
        added = outer.copy()
        added[list(NOT_ADDED)] = 0
        settings = inner + added
        start, end, loop = _extent(sample, settings)
        if not 0 <= start < end <= len(self._points) or sample["rate"] == 0:
            raise self._damaged()
        root = int(settings[Setting.ROOT_KEY])
        if not 0 <= root <= 127:
            root = int(sample["pitch"]) if sample["pitch"] <= 127 else 60
        return Zone(
            keys=keys,
            velocities=velocities,
            points=self._points[start:end],
            loop=loop,
            pitch=root - float(sample["correction"]) / 100,
            rate=int(sample["rate"]),
            settings=settings,
        )

    def _chunks(self) -> dict[bytes, NDArray[np.uint8]]:
        """The chunks of all lists in the file, by name, still on disk."""
        try:
            data = np.memmap(self._path, dtype=np.uint8, mode="r")
        except (OSError, ValueError) as error:  # ValueError: an empty file cannot be mapped
            raise ExportError(
                f"{self._path} cannot be read: choose another SoundFont (.sf2)."
            ) from error
        if len(data) < 12 or data[:4].tobytes() != b"RIFF" or data[8:12].tobytes() != b"sfbk":
            raise ExportError(f"{self._path} is no SoundFont: choose an .sf2 file.")
        chunks: dict[bytes, NDArray[np.uint8]] = {}
        for _, part in self._walk(data[12:]):
            if part[:4].tobytes() in (b"sdta", b"pdta"):
                chunks.update(self._walk(part[4:]))
        if b"smpl" not in chunks or any(name not in chunks for name in TABLES):
            raise self._damaged()
        return chunks

    def _walk(self, data: NDArray[np.uint8]) -> Iterator[tuple[bytes, NDArray[np.uint8]]]:
        at = 0
        while at + 8 <= len(data):
            size = int.from_bytes(data[at + 4 : at + 8].tobytes(), "little")
            if at + 8 + size > len(data):
                raise self._damaged()
            yield data[at : at + 4].tobytes(), data[at + 8 : at + 8 + size]
            at += 8 + size + size % 2

    def _table(self, name: bytes, data: NDArray[np.uint8]) -> Table:
        record = TABLES[name]
        if len(data) % record.itemsize or not len(data):
            raise self._damaged()
        return np.frombuffer(data.tobytes(), dtype=record)

    def _check_links(self) -> None:
        """Every table points forward into the next one, in order and within it."""
        tables = self._tables
        for heads, column, targets in (
            (b"phdr", "bag", b"pbag"),
            (b"inst", "bag", b"ibag"),
            (b"pbag", "generator", b"pgen"),
            (b"ibag", "generator", b"igen"),
        ):
            links = tables[heads][column].astype(np.int64)
            limit = len(tables[targets]) - (column == "bag")
            if np.any(np.diff(links) < 0) or links[-1] > limit:
                raise self._damaged()

    def _damaged(self) -> ExportError:
        return ExportError(f"{self._path} is a damaged SoundFont: choose another .sf2 file.")


def _even(data: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return data[: len(data) // 2 * 2]


def _overlap(outer: int, inner: int) -> tuple[int, int]:
    """The common part of two ranges, each with its low end in the low byte."""
    low = max(int(outer) & 0xFF, int(inner) & 0xFF)
    high = min(int(outer) >> 8 & 0xFF, int(inner) >> 8 & 0xFF)
    return low, high


def _extent(sample: Table, settings: Settings) -> tuple[int, int, tuple[int, int] | None]:
    """First point, the one after the last, and the loop counted from the first."""

    def moved(column: str, fine: Setting, coarse: Setting) -> int:
        return int(sample[column]) + int(settings[fine]) + COARSE * int(settings[coarse])

    start = moved("start", Setting.START, Setting.START_COARSE)
    end = moved("end", Setting.END, Setting.END_COARSE)
    loop_start = moved("loop_start", Setting.LOOP_START, Setting.LOOP_START_COARSE) - start
    loop_end = moved("loop_end", Setting.LOOP_END, Setting.LOOP_END_COARSE) - start
    is_looped = int(settings[Setting.LOOP_MODE]) & 3 in (1, 3)
    is_usable = 0 <= loop_start < loop_end - 1 and loop_end <= end - start
    return start, end, (loop_start, loop_end) if is_looped and is_usable else None
