"""Changing the user's file keeps what is in it, or leaves it alone."""

from pathlib import Path

import pytest

from coach.errors import BadSettings, StoreError
from coach.settings.editing import known_name, set_value, template
from coach.settings.loading import file_problems
from coach.settings.model import dotted_names
from coach.workspace.atomic import replace

COMMENTED = """\
# my settings

[interview]
company = "fintech"   # because of May
minutes = 30

[sandbox]
runner = "local"
"""


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "Ordner mit ü" / "config.toml"
    path.parent.mkdir()
    path.write_text(COMMENTED, encoding="utf-8")
    return path


def test_comments_and_order_stay(file: Path) -> None:
    assert set_value(file, "interview.company", "startup") == "startup"
    assert file.read_text() == COMMENTED.replace('"fintech"', '"startup"')
    set_value(file, "interview.hints", "no")
    assert "hints = false" in file.read_text()
    assert "# because of May" in file.read_text()


@pytest.mark.parametrize(
    ("dotted", "text", "line"),
    [
        ("interview.minutes", "45", "minutes = 45"),
        ("interview.hints", "TRUE", "hints = true"),
        ("interview.language", "go", 'language = "go"'),
        ("editor.command", 'vim -c "set tw=0"', 'command = "vim -c \\"set tw=0\\""'),
        ("storage.key_file", "~/schlüssel", 'key_file = "~/schlüssel"'),
        ("model.base_url", "http://localhost/v1", 'base_url = "http://localhost/v1"'),
    ],
)
def test_values_are_written_as_their_type(tmp_path: Path, dotted: str, text: str, line: str) -> None:
    path = tmp_path / "below" / "config.toml"
    set_value(path, dotted, text)
    assert path.read_text(encoding="utf-8").splitlines() == [f"[{dotted.partition('.')[0]}]", line]
    assert file_problems(path) == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_taking_out(file: Path) -> None:
    assert set_value(file, "sandbox.runner", None) is None
    assert "[sandbox]" not in file.read_text()
    set_value(file, "interview.minutes", None)
    set_value(file, "interview.questions", None)
    assert 'company = "fintech"   # because of May' in file.read_text()
    assert file_problems(file) == []


@pytest.mark.parametrize(
    ("dotted", "text", "message"),
    [
        ("interview.minutes", "no", 'config set  interview.minutes – must be a whole number, not "no".'),
        ("interview.duration", "5", "There is no setting 'interview.duration'. Did you mean \"interview.minutes\"?"),
        ("interveiw.minutes", "5", "There is no setting 'interveiw.minutes'. Did you mean \"interview\"?"),
        ("runner", "local", "There is no setting 'runner'. Did you mean \"sandbox.runner\"?"),
        ("interview.runner", "local", "There is no setting 'interview.runner'. Did you mean \"sandbox.runner\"?"),
        ("interview", "x", "There is no setting 'interview'."),
        ("", "x", "There is no setting ''."),
    ],
)
def test_nothing_invalid_is_written(file: Path, dotted: str, text: str, message: str) -> None:
    with pytest.raises(BadSettings) as caught:
        set_value(file, dotted, text)
    assert caught.value.message.startswith(message)
    assert file.read_text() == COMMENTED


@pytest.mark.parametrize(
    "content",
    [b"[interview", b"\xff", b'[interview]\nrole = "A B"\n', b"interview = 5\n", b"[[interview]]\nminutes = 3\n"],
)
def test_a_file_that_is_already_broken_is_left_alone(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    with pytest.raises(BadSettings):
        set_value(file, "interview.minutes", "5")
    assert file.read_bytes() == content
    assert names(file.parent) == [file.name]


def test_the_one_wrong_value_can_be_mended(file: Path) -> None:
    file.write_text("[interview]\nminutes = 0\n")
    set_value(file, "interview.minutes", "5")
    assert file.read_text() == "[interview]\nminutes = 5\n"


def test_a_link_and_permissions_stay(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(file)
    file.chmod(0o644)
    set_value(link, "interview.minutes", "5")
    assert link.is_symlink()
    assert "minutes = 5" in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace", "tempfile.mkstemp"])
def test_a_full_disk_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(broken, full)
    with pytest.raises(StoreError, match="No space left on device") as caught:
        set_value(file, "interview.minutes", "5")
    assert str(file) in caught.value.message
    assert file.read_text() == COMMENTED
    assert names(file.parent) == [file.name]


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError):
        replace(tmp_path / "file" / "config.toml", "")


def test_known_names_are_known() -> None:
    assert all(known_name(dotted) == dotted for dotted in dotted_names())


def test_the_template_explains_everything_and_sets_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    text = template()
    path.write_text(text, encoding="utf-8")
    assert file_problems(path) == []
    for dotted in dotted_names():
        assert f"# {dotted.partition('.')[2]} = " in text
    uncommented = text.replace("# hints =", "hints =").replace("# company =", "company =")
    path.write_text(uncommented.replace("# minutes = …", "minutes = 9"), encoding="utf-8")
    assert file_problems(path) == []
