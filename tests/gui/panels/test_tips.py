"""Words that others wrote are shown as they wrote them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from gui.panels.elided_label import ElidedLabel
from gui.panels.tips import as_written


def test_a_tooltip_shows_what_looks_like_a_tag() -> None:
    assert as_written("The <b>Rakes</b> & co") == "<qt>The &lt;b&gt;Rakes&lt;/b&gt; &amp; co</qt>"
    assert as_written("Rakes & co") == "Rakes & co"


def test_a_line_that_is_cut_short_shows_all_of_it_as_written(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.setText("The <img src=x> Rakes")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert "&lt;img" in label.toolTip()
