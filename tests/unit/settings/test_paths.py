"""Where things live."""

from pathlib import Path

import pytest
from platformdirs import PlatformDirs

from coach.errors import BadSettings
from coach.settings import load_paths


def test_coach_home_moves_everything(tmp_path: Path) -> None:
    root = tmp_path / "mein Ördner"
    paths = load_paths({"COACH_HOME": str(root)})
    everything = (
        paths.config_file,
        paths.key_file,
        paths.database,
        paths.keys_database,
        paths.cache_dir,
        paths.workspaces,
        paths.log_dir,
    )
    assert all(path.is_relative_to(root) for path in everything)
    assert len(set(everything)) == len(everything)
    assert not root.exists()


def test_the_keys_can_be_left_out_of_a_backup(tmp_path: Path) -> None:
    paths = load_paths({"COACH_HOME": str(tmp_path)})
    assert paths.keys_database.parent != paths.database.parent
    assert not paths.key_file.is_relative_to(paths.data_dir)


def test_coach_home_may_be_relative_or_begin_with_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_paths({"COACH_HOME": "here"}).config_dir == tmp_path / "here"
    assert load_paths({"COACH_HOME": "~/there"}).config_dir == Path.home() / "there"


def test_without_coach_home_the_users_folders_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COACH_HOME")
    paths = load_paths()
    assert all(path.is_relative_to(Path.home()) for path in (paths.config_file, paths.database, paths.cache_dir))
    assert paths.config_file.name == "config.toml"


def test_with_an_empty_home_one_line_says_so() -> None:
    with pytest.raises(BadSettings, match="There is no home folder") as caught:
        load_paths({"HOME": ""})
    assert "COACH_HOME" in caught.value.fix


def test_nothing_is_put_into_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the operating system's folders come to when nobody knows where home is."""
    monkeypatch.setattr(PlatformDirs, "user_cache_path", Path("~/.cache/coach"))
    with pytest.raises(BadSettings, match="There is no home folder") as caught:
        load_paths({})
    assert "current folder" in caught.value.why


def test_a_missing_home_is_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COACH_HOME", "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name)
    assert load_paths().config_file.is_absolute()


def test_a_home_of_nobody_is_refused() -> None:
    with pytest.raises(BadSettings, match="There is no home folder"):
        load_paths({"COACH_HOME": "~nobody-of-that-name/x"})
