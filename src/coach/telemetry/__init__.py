"""Clocks, and later logs and metrics."""
