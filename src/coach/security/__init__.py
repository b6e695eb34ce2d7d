"""Encryption of what is stored, and the keys to it."""
