"""Tests, and what they share: `tests.strategies`, `tests.smf`."""
