"""From facts to scores: pure functions of what happened in an interview."""

EVALUATOR_VERSION = 2
"""Rises whenever the same transcript may get another score."""
