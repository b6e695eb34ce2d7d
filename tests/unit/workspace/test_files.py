"""The candidate's files are made once, read with care, and never lost."""

import os
import stat
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import BadInput, StoreError
from coach.workspace.files import MAX_CHARACTERS, MAX_NAME_BYTES, FileWorkspace, encoded, safe_name


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def workspace(tmp_path: Path) -> FileWorkspace:
    return FileWorkspace(tmp_path / "Mes entretiens – été")


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("solution.py", "solution.py"),
        ("q1-two-sum.rs", "q1-two-sum.rs"),
        ("../../etc/passwd", "etc-passwd"),
        ("/abs/solution.py", "abs-solution.py"),
        (".bashrc", "bashrc"),
        ("-rf", "rf"),
        ("a b\tc\n.py", "a-b-c-.py"),
        ("Lösung für 你.py", "Lösung-für-你.py"),
        ("x\0y", "x-y"),
        ("", "file"),
        ("..", "file"),
        ("///", "file"),
        ("é" * 200 + ".java", "é" * 47 + ".java"),
        ("x." + "y" * 300, "x." + "y" * 98),
    ],
)
def test_names_stay_in_their_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text())
def test_no_name_leaves_its_folder(name: str) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert not safe.startswith((".", "-"))
    assert 0 < len(safe.encode()) <= MAX_NAME_BYTES
    assert safe_name(safe) == safe


def test_a_file_is_made_for_its_owner_alone(workspace: FileWorkspace) -> None:
    path = workspace.file("s1", "solution.py", "x = 'ü'\r\n")
    assert path.read_bytes() == "x = 'ü'\r\n".encode()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(path.parent) == ["solution.py"]


def test_a_folder_that_others_could_read_is_closed(workspace: FileWorkspace) -> None:
    folder = workspace.folder("s1")
    folder.chmod(0o755)
    assert stat.S_IMODE(workspace.file("s1", "a.py", "").parent.stat().st_mode) == 0o700


def test_a_file_is_never_overwritten(workspace: FileWorkspace) -> None:
    path = workspace.file("s1", "solution.py", "first")
    path.write_text("mine")
    assert workspace.file("s1", "solution.py", "second") == path
    assert path.read_text() == "mine"


def test_nor_when_another_process_makes_it_at_the_same_moment(
    workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace.file("s1", "solution.py", "theirs")
    monkeypatch.setattr(Path, "exists", lambda _: False)
    assert workspace.file("s1", "solution.py", "ours").read_text() == "theirs"
    assert names(path.parent) == ["solution.py"]


def test_sessions_do_not_share_files(workspace: FileWorkspace) -> None:
    assert workspace.file("s1", "a.py", "1") != workspace.file("s2", "a.py", "2")


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_links(workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    if taken:
        (workspace.folder("s1") / "a.py").write_text("mine")
        monkeypatch.setattr(Path, "exists", lambda _: False)
    path = workspace.file("s1", "a.py", "text")
    assert path.read_text() == ("mine" if taken else "text")
    assert names(path.parent) == ["a.py"]


def test_a_claimed_name_is_given_back(workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", full)
    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreError):
        workspace.file("s1", "a.py", "text")
    assert names(workspace.folder("s1")) == []


def test_a_full_disk_is_a_store_error(workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"solution\.py cannot be written: No space left on device\.") as caught:
        workspace.file("s1", "solution.py", "x")
    assert caught.value.fix
    assert names(workspace.folder("s1")) == []


def test_a_folder_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("a file")
    with pytest.raises(StoreError, match="cannot be made"):
        FileWorkspace(tmp_path / "root").file("s1", "a.py", "")


@pytest.mark.parametrize("text", ["", "x", "ü\n你\r\n", "x" * MAX_CHARACTERS, "你" * MAX_CHARACTERS])
def test_what_can_be_read(workspace: FileWorkspace, text: str) -> None:
    path = workspace.file("s1", "a.py", "")
    path.write_bytes(text.encode())
    assert workspace.read(path) == text


def test_a_byte_order_mark_is_left_out(workspace: FileWorkspace, tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbfx = 1\n")
    assert workspace.read(tmp_path / "a.py") == "x = 1\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"x" * (MAX_CHARACTERS + 1), "is too long: 1,000,000 characters are allowed."),
        (b"\xff" * (MAX_CHARACTERS * 4 + 5), "is too long: 1,000,000 characters are allowed."),
        ("你".encode() * (MAX_CHARACTERS + 1), "is too long"),
        ("😀".encode() * (MAX_CHARACTERS + 1), "is too long"),
        ("x\nschön".encode("latin-1"), ":2 is not UTF-8 text (byte 6)."),
        ("x".encode("utf-16"), ":1 is not UTF-8 text (byte 1)."),
        (b"x\n\ny\0", ":3 holds a NUL character."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(
    workspace: FileWorkspace, tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "mit Leerzeichen.py"
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        workspace.read(path)
    assert message in caught.value.message
    assert str(path) in caught.value.message
    assert caught.value.fix
    assert "stays as it is" in caught.value.why
    assert path.read_bytes() == content


def test_what_is_no_file(workspace: FileWorkspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInput, match="is a folder"):
        workspace.read(tmp_path)
    with pytest.raises(BadInput, match="is not an ordinary file"):
        workspace.read(tmp_path / "pipe")
    with pytest.raises(BadInput, match="is not there"):
        workspace.read(tmp_path / "none")
    (tmp_path / "a.py").touch()
    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(BadInput, match="cannot be read: No space left"):
        workspace.read(tmp_path / "a.py")


def test_drafts_lie_beside_the_sessions_files(workspace: FileWorkspace) -> None:
    long = "ü" * (MAX_CHARACTERS + 1)
    first = workspace.keep_draft("s1", "answer.md", long)
    second = workspace.keep_draft("s1", "answer.md", "another")
    assert first.read_text(encoding="utf-8") == long
    assert (first.name, second.name) == ("answer.md", "answer-2.md")
    assert first.parent == workspace.folder("s1") / "drafts"
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700


def test_a_draft_may_hold_what_is_no_text(workspace: FileWorkspace) -> None:
    assert workspace.keep_draft("s1", "a", "x\udcff").read_bytes() == b"x\xff"
    assert workspace.keep_draft("s1", "b", "x\ud800").read_bytes() == b"x\\ud800"
    assert encoded("ü") == "ü".encode()


def test_a_draft_goes_elsewhere_when_the_workspace_is_read_only(tmp_path: Path) -> None:
    (tmp_path / "root").write_text("a file, so nothing can be made below it")
    path = FileWorkspace(tmp_path / "root").keep_draft("s1", "answer.md", "text")
    assert path.read_text() == "text"
    assert path.is_relative_to(tempfile.gettempdir())
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_draft_goes_elsewhere_when_the_disk_is_full(
    workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fsync, calls = os.fsync, []

    def full_once(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            full()
        fsync(handle)

    monkeypatch.setattr(os, "fsync", full_once)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    path = workspace.keep_draft("s1", "answer.md", "text")
    assert path.read_text() == "text"
    assert path.is_relative_to(tmp_path / path.parent.name)
    assert names(workspace.folder("s1") / "drafts") == []


def test_when_no_place_takes_a_draft_the_screen_is_left(
    workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"answer\.md could not be kept") as caught:
        workspace.keep_draft("s1", "answer.md", "text")
    assert "screen" in caught.value.fix


def test_everything_can_be_listed_and_erased(workspace: FileWorkspace, tmp_path: Path) -> None:
    assert workspace.contents() == {}
    kept = workspace.file("s1", "a.py", "1").parent
    workspace.keep_draft("s2", "b.md", "ü")
    (kept / "picture").write_bytes(b"\xff")
    assert workspace.contents() == {"s1/a.py": "1", "s2/drafts/b.md": "ü"}
    workspace.erase()
    assert not kept.parent.exists()
    workspace.erase()


def test_drafts_elsewhere_are_erased_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    (tmp_path / "root").touch()
    draft = FileWorkspace(tmp_path / "root").keep_draft("s1", "a", "text")
    (elsewhere / "coach-draft-link").symlink_to(tmp_path)
    FileWorkspace(tmp_path / "none").erase()
    assert not draft.parent.exists()
    assert tmp_path.exists()


def test_what_cannot_be_erased_is_named(workspace: FileWorkspace, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = workspace.folder("s1")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(StoreError, match="cannot be removed: Permission denied") as caught:
        workspace.erase()
    assert str(folder.parent) in caught.value.message


def test_the_files_of_one_session_can_go_alone(workspace: FileWorkspace) -> None:
    workspace.file("s1", "a.py", "1")
    workspace.keep_draft("s1", "b.md", "2")
    workspace.file("s2", "a.py", "3")
    workspace.remove("s1")
    workspace.remove("s1")
    assert workspace.contents() == {"s2/a.py": "3"}
