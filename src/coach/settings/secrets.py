"""Secrets come from the environment, never from a settings file or an argument."""

import os


def load_passphrase() -> str:
    """The passphrase that stands for a key file; empty when none is set."""
    return os.environ.get("COACH_PASSPHRASE", "")
