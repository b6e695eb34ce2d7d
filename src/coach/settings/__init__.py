"""Settings and paths: the only place that reads the environment and configuration files."""

from coach.settings.database import history_file, server_history_file
from coach.settings.editor import resolve_editor
from coach.settings.loading import load_settings
from coach.settings.model import ModelProvider, RunnerChoice, Settings, Switch, ThemeChoice
from coach.settings.paths import Paths, load_paths
from coach.settings.secrets import load_passphrase, load_token_secret
from coach.settings.server import TokenAlgorithm

__all__ = [
    "ModelProvider",
    "Paths",
    "RunnerChoice",
    "Settings",
    "Switch",
    "ThemeChoice",
    "TokenAlgorithm",
    "history_file",
    "load_passphrase",
    "load_paths",
    "load_settings",
    "load_token_secret",
    "resolve_editor",
    "server_history_file",
]
