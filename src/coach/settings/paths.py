"""Where files live: the user's folders of the operating system, or everything below COACH_HOME."""

import os
from collections.abc import Mapping
from pathlib import Path

from coach.domain.base import Model
from coach.errors import BadSettings

APP = "coach"


class Paths(Model):
    """The folders; none of them need exist."""

    config_dir: Path
    data_dir: Path
    cache_dir: Path
    state_dir: Path

    @property
    def config_file(self) -> Path:
        return self.config_dir / "config.toml"

    @property
    def key_file(self) -> Path:
        """The encryption key, unless storage.key_file names another file."""
        return self.config_dir / "key"

    @property
    def database(self) -> Path:
        return self.data_dir / "coach.db"

    @property
    def keys_database(self) -> Path:
        """In a folder of its own, so that a backup of the data can leave it out."""
        return self.data_dir / "keys" / "keys.db"

    @property
    def token_secret(self) -> Path:
        """What a server signs tokens with, unless the environment says; made at the first use."""
        return self.data_dir / "keys" / "tokens"

    @property
    def audit_key(self) -> Path:
        """What people are hashed with in a server's audit log; made at the first use."""
        return self.data_dir / "keys" / "audit"

    @property
    def model_keys(self) -> Path:
        """Keys of model providers, one private file each, where there is no keyring."""
        return self.config_dir / "model_keys"

    @property
    def workspaces(self) -> Path:
        """The candidate's files, one folder per session."""
        return self.data_dir / "workspaces"

    @property
    def generated_bank(self) -> Path:
        """Questions that a model wrote for this person and that passed the bank's check."""
        return self.data_dir / "bank" / "generated"

    @property
    def imported_bank(self) -> Path:
        """Questions that came in another system's format."""
        return self.data_dir / "bank" / "imported"

    @property
    def packs(self) -> Path:
        """The register of the packs that this person added, and what was cloned for them."""
        return self.data_dir / "bank" / "packs"

    @property
    def log_dir(self) -> Path:
        return self.state_dir / "log"

    @property
    def log_file(self) -> Path:
        """What coach writes about its own work at this machine; two older ones may stand beside it."""
        return self.log_dir / "coach.log"


def load_paths(environ: Mapping[str, str] | None = None) -> Paths:
    """The folders of this user. Raises BadSettings when there is no home folder to put them in."""
    environ = os.environ if environ is None else environ
    if home := environ.get("COACH_HOME", "").strip():
        return _below(home)
    if environ.get("HOME") == "":
        raise _homeless("HOME is set, but empty.")
    from platformdirs import PlatformDirs

    folders = PlatformDirs(APP, appauthor=False)
    paths = Paths(
        config_dir=folders.user_config_path,
        data_dir=folders.user_data_path,
        cache_dir=folders.user_cache_path,
        state_dir=folders.user_state_path,
    )
    for path in (paths.config_dir, paths.data_dir, paths.cache_dir, paths.state_dir):
        if not path.is_absolute():
            raise _homeless(f"{path} would be in the current folder.")
    return paths


def _below(home: str) -> Paths:
    try:
        root = Path(home).expanduser().absolute()
    except (RuntimeError, OSError):
        raise _homeless(f"COACH_HOME is {home!r}, which leads nowhere from here.") from None
    return Paths(config_dir=root, data_dir=root / "data", cache_dir=root / "cache", state_dir=root / "state")


def _homeless(why: str) -> BadSettings:
    return BadSettings(
        "There is no home folder for settings and data.",
        why=why,
        fix="set HOME, or COACH_HOME to a folder of your own",
    )
