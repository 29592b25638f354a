from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtGui import QIcon, QImage

from gui.actions import Actions, specs
from gui.glyphs import GLYPHS
from gui.icons import ACTION_ICONS, application_icon, icon, path, pixmap, set_action_icons
from gui.theme import DARK, LIGHT

pytestmark = pytest.mark.usefixtures("qapp")


def inked(image: QImage) -> int:
    """Pixels that are not transparent."""
    return sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("name", GLYPHS)
def test_every_shape_lies_on_its_square(name: str) -> None:
    for shape in GLYPHS[name]:
        bounds = path(shape).boundingRect()
        assert bounds.isEmpty() or (bounds.left() >= 1 and bounds.right() <= 23)
        assert bounds.isEmpty() or (bounds.top() >= 1 and bounds.bottom() <= 23)


@pytest.mark.parametrize("name", GLYPHS)
def test_every_icon_shows_something(name: str) -> None:
    assert inked(pixmap(name, "#ffffff").toImage()) > 8


def test_icons_have_as_many_pixels_as_the_screen() -> None:
    shown = icon("play", DARK).pixmap(QSize(20, 20), 2.0)
    assert (shown.width(), shown.devicePixelRatio()) == (40, 2.0)


def test_checked_disabled_and_plain_icons_differ() -> None:
    shown = icon("loop", LIGHT)
    size = QSize(20, 20)
    images = [
        shown.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.Off).toImage(),
        shown.pixmap(size, 1.0, QIcon.Mode.Normal, QIcon.State.On).toImage(),
        shown.pixmap(size, 1.0, QIcon.Mode.Disabled, QIcon.State.Off).toImage(),
    ]
    assert images[0] != images[1]
    assert images[0] != images[2]


def test_a_filled_star_has_more_ink_than_its_outline() -> None:
    outline = inked(pixmap("star", "#ffffff", size=48).toImage())
    filled = inked(pixmap("star_filled", "#ffffff", size=48).toImage())
    assert filled > outline


def test_only_actions_that_exist_have_icons_and_menus_stay_plain() -> None:
    assert set(ACTION_ICONS) <= set(specs())
    owner = QObject()
    actions = Actions(owner, {})
    set_action_icons(actions, DARK)
    assert not actions["play"].icon().isNull()
    assert not actions["play"].isIconVisibleInMenu()


def test_the_program_has_an_icon_of_every_usual_size() -> None:
    assert {s.width() for s in application_icon().availableSizes()} >= {16, 32, 48, 256}
