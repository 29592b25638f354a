"""Tests that need something of which a machine has one: its screen, or its sound."""

from __future__ import annotations

import pytest

ONE_BY_ONE = pytest.mark.one_by_one
"""These run first. Of two workers each begins with a share of the tests in their order, so that
one has all of these, one after another, while the other is at tests that only compute."""
