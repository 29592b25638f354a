"""Benchmarks: one runnable file for each row of figures, both sides measured in one run."""
