"""Scripted interviews: a file says what the candidate does, and what should come of it."""
