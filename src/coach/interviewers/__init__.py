"""Whoever asks: the offline interviewer here, models beside it."""
