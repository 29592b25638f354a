"""One file after another, whatever is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from melodyrnn.collection import examiner as module
from melodyrnn.collection.cache import ScanCache
from melodyrnn.collection.examiner import Examiner
from melodyrnn.collection.records import from_record
from melodyrnn.collection.scan import ScanSettings, content_of
from tests.melodyrnn.collection.conftest import BROKEN

FILE = BROKEN / "all_pitches_0_127.mid"


def test_what_the_cache_knows_is_not_looked_for_again(tmp_path: Path) -> None:
    with ScanCache(tmp_path) as cache:
        examiner = Examiner(ScanSettings(), {}, cache)
        found = examiner.examine(FILE)
        cache.keep(content_of(FILE.read_bytes()), examiner.key(""), found.body)
        cache.flush()
        assert (found.outcome, examiner.examine(FILE)) == ("found", ("known", found.body))
        other = Examiner(ScanSettings(choice="top"), {}, cache)
        assert other.examine(FILE).outcome == "found"


def test_a_file_has_the_repairs_decided_on_for_its_content() -> None:
    content = content_of(FILE.read_bytes())
    plain = Examiner(ScanSettings(keep_patterns=True), {}, None)
    own = Examiner(ScanSettings(keep_patterns=True), {content: frozenset({"detect-key"})}, None)
    assert plain.key(content) != own.key(content)
    assert plain.key("other") == own.key("other")
    assert from_record(plain.examine(FILE).body, FILE).applied == ()
    assert from_record(own.examine(FILE).body, FILE).applied == ("detect-key",)


@pytest.mark.parametrize(("error", "outcome"), [(MemoryError, "memory"), (KeyError, "broken")])
def test_a_bug_or_too_little_memory_costs_this_file_only(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception], outcome: str
) -> None:
    def failing(*_: object) -> None:
        raise error("here")

    monkeypatch.setattr(module, "scan_bytes", failing)
    examined = Examiner(ScanSettings(), {}, None).examine(FILE)
    assert examined.outcome == outcome
    assert (b"KeyError: 'here'" in examined.body) == (outcome == "broken")
