"""The controllers' studio."""

from __future__ import annotations

import pytest

from tests.gui.controllers.studio import Studio


@pytest.fixture
def studio(qapp: object) -> Studio:
    assert qapp
    return Studio()
