"""Whatever keeps the candidate's files does what the port says."""

from pathlib import Path

import pytest

from coach.errors import BadInput, CoachError, EditorFailed, StoreError
from coach.ports import Workspace
from coach.workspace.files import FileWorkspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return FileWorkspace(tmp_path / "work", editor="true")


def test_a_missing_file_is_made_with_its_first_content(workspace: Workspace) -> None:
    path = workspace.file("session", "solution.py", "start\n")
    assert workspace.read(path) == "start\n"


def test_a_file_that_is_there_is_returned_as_it_is(workspace: Workspace) -> None:
    path = workspace.file("session", "solution.py", "start\n")
    path.write_text("work\n")
    assert workspace.file("session", "solution.py", "start again\n") == path
    assert workspace.read(path) == "work\n"


async def test_editing_ends_when_the_editor_does(workspace: Workspace) -> None:
    path = workspace.file("session", "solution.py", "start\n")
    await workspace.edit(path)
    assert workspace.read(path) == "start\n"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"x" * 1_000_001, b"\0"])
def test_what_is_no_answer_is_bad_input(workspace: Workspace, content: bytes) -> None:
    path = workspace.file("session", "solution.py", "")
    path.write_bytes(content)
    with pytest.raises(BadInput):
        workspace.read(path)
    assert path.read_bytes() == content


async def test_only_the_errors_of_the_port_are_raised(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.touch()
    with pytest.raises(StoreError):
        FileWorkspace(blocked).file("session", "x", "")
    with pytest.raises(BadInput):
        FileWorkspace(blocked).read(tmp_path)
    with pytest.raises(EditorFailed):
        await FileWorkspace(tmp_path).edit(tmp_path / "x")
    assert issubclass(EditorFailed, CoachError)
