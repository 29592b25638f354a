import pytest

from melodyrnn.export.picture_text import Typesetter


def test_plain_english_is_set_in_pillows_own_font_on_every_computer() -> None:
    text, font = Typesetter().set("Off She Goes · 6/8", 30)
    assert text == "Off She Goes · 6/8"
    assert font.getname()[0] == "Aileron"  # type: ignore[union-attr]  # a scalable font here


def test_letters_no_font_has_become_plain_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("melodyrnn.export.picture_text.SYSTEM_FONTS", ())
    text, _ = Typesetter().set("Für Elise \u2013 Čeština, Straße 日本 F♯", 30)
    assert text == "Fur Elise - Cestina, Strasse F#"
