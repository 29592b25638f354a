"""A scan as plain data."""

from __future__ import annotations

import json

from melodyrnn.collection.report import file_as_json, scan_as_json
from melodyrnn.music.piece import Part, Piece
from tests.reports import TUNE, collection, scanned


def test_the_json_of_a_file_keeps_the_contract() -> None:
    entry = file_as_json(scanned("tunes/a.mid", Piece((Part(TUNE, name="Fiddle"),))))
    assert list(entry)[:4] == ["path", "kept", "reason", "parts"]
    assert set(entry) - {"path", "kept", "reason", "parts"} == {
        "lines", "offered", "applied", "content", "remark",
    }  # fmt: skip
    assert json.loads(json.dumps(entry))["parts"] == [
        {
            "name": "Fiddle",
            "kind": "melody",
            "kept": True,
            "reason": "",
            "notes": 40,
            "bars": 5,
            "lowest": 67,
            "highest": 79,
            "meter": "4/4",
            "key": "Fm",
            "key_source": "detected",
            "off_grid": 0.0,
        }
    ]


def test_the_json_of_a_scan_holds_files_and_totals() -> None:
    found = json.loads(json.dumps(scan_as_json(iter(collection()))))
    assert list(found) == ["files", "totals"]
    assert [f["kept"] for f in found["files"]] == [True, True, True, False]
    totals = found["totals"]
    assert (totals["lines"], totals["tunes"]) == (3, 1)
    assert totals["twins"] == [["a.mid", "b.mid", "c.mid"]]
    assert totals["offered"] == {"merge-doubles": 2}
    assert (totals["level"], totals["verdict"][:6]) == ("too-little", "1 tune")
