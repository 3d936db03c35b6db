"""Bytes become documents: one module for each format; `sources` is the one place that chooses."""
