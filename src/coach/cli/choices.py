"""The words an option accepts, where settings have the same ones; kept light for help and completion."""

from coach.settings.model import RunnerChoice

__all__ = ["RunnerChoice"]
