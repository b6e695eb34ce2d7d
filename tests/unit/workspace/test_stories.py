"""Stories on disk: read with care, checked for what a story needs, never overwritten."""

import os
import stat
from pathlib import Path

import pytest

from coach.errors import BadInput, ContentError, StoreError
from coach.workspace import stories
from coach.workspace.stories import check, read_stories, write_scaffold

KNOWN = ("conflict-resolution", "mentoring")
WHOLE = """\
Two years ago at my last company our deployments failed every week. I asked the team for their logs because I wanted
to see a pattern. I wrote a script that grouped the failures, and I moved the slow tests out of the pipeline.
As a result failures fell from 9 to 2 per week within one quarter. I learned to measure before I change anything.
On my next project I counted the failures first, and that showed a broken cache.
"""


def story(
    folder: Path, name: str = "one.md", front: str = "title: One\ncompetencies: [mentoring]", text: str = WHOLE
) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"---\n{front}\n---\n{text}", encoding="utf-8")
    return path


def problem(folder: Path) -> ContentError:
    found = read_stories(folder, KNOWN)
    assert len(found.problems) == 1
    return found.problems[0]


def test_a_whole_story_lacks_nothing() -> None:
    checks = {one.id: one for one in check(WHOLE)}
    assert [one.id for one in checks.values() if not one.met] == []
    assert checks["own-actions"].words == "I asked, I wrote, I moved, I counted"
    assert checks["measured"].words.startswith("As a result failures fell from 9 to 2")


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        (" because I wanted\nto see a pattern", "reasons"),
        ("I learned to measure before I change anything.\nOn my next project I counted the failures first", "lesson"),
        ("On my next project I counted the failures first", "applied"),
        ("from 9 to 2 per week within one quarter", "measured"),
    ],
)
def test_what_is_left_out_is_missed(without: str, missing: str) -> None:
    assert without in WHOLE
    lacking = {one.id: one for one in check(WHOLE.replace(without, "")) if not one.met}
    assert missing in lacking
    assert lacking[missing].words


def test_where_and_when_it_was_is_missed_too() -> None:
    assert "setting" in {one.id for one in check("I fixed the build and it was quick.") if not one.met}


def test_nothing_told_lacks_everything_and_the_scaffold_is_nothing_told(tmp_path: Path) -> None:
    assert not any(one.met for one in check(""))
    write_scaffold(tmp_path, "A May outage", ["mentoring"])
    (found,) = read_stories(tmp_path, KNOWN).stories
    assert (found.title, found.competencies) == ("A May outage", ("mentoring",))
    assert found.missing == found.checks


def test_headings_and_comments_are_not_told_but_what_stands_between_is(tmp_path: Path) -> None:
    story(tmp_path, text=f"# I asked, I built, I wrote\n{WHOLE}\n## End\n<!-- I shipped it\n")
    (found,) = read_stories(tmp_path, KNOWN).stories
    assert found.missing == ()
    assert "shipped" not in str(found.checks)


def test_stories_by_competency(tmp_path: Path) -> None:
    story(tmp_path, "b.md", "title: Two\ncompetencies: [mentoring, conflict-resolution, mentoring]")
    story(tmp_path, "a.md")
    (tmp_path / ".hidden.md").write_text("no story")
    (tmp_path / "notes.txt").write_text("no story")
    found = read_stories(tmp_path, KNOWN)
    assert [one.title for one in found.stories] == ["One", "Two"]
    assert [one.title for one in found.told("mentoring")] == ["One", "Two"]
    assert [one.competencies for one in found.told("conflict-resolution")] == [("mentoring", "conflict-resolution")]
    assert found.problems == ()
    assert read_stories(tmp_path / "none", KNOWN) == ((), ())


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    text = f"---\ntitle: One\ncompetencies: [mentoring]\n---\n{WHOLE}".replace("\n", "\r\n")
    (tmp_path / "one.md").write_bytes(b"\xef\xbb\xbf" + text.encode())
    (found,) = read_stories(tmp_path, KNOWN).stories
    assert found.title == "One" and found.missing == ()


@pytest.mark.parametrize(
    ("content", "field", "message"),
    [
        (b"Once upon a time", "", "has no front matter"),
        (b"---\ntitle: One\n", "", "has no front matter"),
        (b"---\ntitle: One\n---\nx", "competencies", "must be a list of names"),
        (b"---\ntitle: One\ncompetencies: []\n---\nx", "competencies", "must be a list of names"),
        (b"---\ntitle: One\ncompetencies: [1]\n---\nx", "competencies", "must be a list of names"),
        (b"---\ntitle: One\ncompetencies: mentoring\n---\nx", "competencies", "must be a list of names"),
        (b"---\ntitle: 2024\ncompetencies: [mentoring]\n---\nx", "title", "must be text"),
        (b"---\ncompetencies: [mentoring]\n---\nx", "title", "must be text"),
        (b"---\ntitle: '  '\ncompetencies: [mentoring]\n---\nx", "title", "must be text"),
        (b"---\n- title\n---\nx", "", "has front matter without fields"),
        (b"---\n\n---\nx", "", "has front matter without fields"),
        (b"---\ntitle: [\n---\nx", "", "has front matter that is not YAML"),
        (b"---\ntitle: 2024-13-45\ncompetencies: [mentoring]\n---\nx", "", "has front matter that is not YAML"),
        (b"---\ntitle: !!python/object:os.system x\n---\nx", "", "has front matter that is not YAML"),
        (b"---\ntitle: \x01\n---\nx", "", "has front matter that is not YAML"),
        (b"---\n" + b"[" * 3_900 + b"\n---\nx", "", "has front matter with too many brackets"),
        (b"---\ntitle: " + b"x" * 4_100 + b"\n---\nx", "", "has front matter of more than 4,000 characters"),
        (b"---\ntitle: One\n---\n\xff", "", "is not UTF-8 text"),
        (b"x" * 5_000_000, "", "has more than 200,000 bytes"),
    ],
)
def test_a_bad_file_is_named_and_the_rest_is_listed(tmp_path: Path, content: bytes, field: str, message: str) -> None:
    bad = tmp_path / "bad.md"
    bad.write_bytes(content)
    story(tmp_path, "good.md")
    error = problem(tmp_path)
    assert error.file == str(bad)
    assert error.field == field
    assert message in error.message
    assert [one.title for one in read_stories(tmp_path, KNOWN).stories] == ["One"]


def test_a_bomb_of_aliases_stays_small(tmp_path: Path) -> None:
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    story(tmp_path, front="\n".join(["a0: &a0 [x, x]", *levels, "title: Bomb", "competencies: *a8"]))
    assert problem(tmp_path).field == "competencies"


def test_a_competency_the_bank_does_not_have_is_named(tmp_path: Path) -> None:
    path = story(tmp_path, front="title: One\ncompetencies: [mentorin, zzz, conflict-resolution]")
    found = read_stories(tmp_path, KNOWN)
    assert [one.competencies for one in found.stories] == [("conflict-resolution",)]
    assert [(one.file, one.field) for one in found.problems] == [(str(path), "competencies")] * 2
    assert [one.fix for one in found.problems] == [
        "did you mean mentoring?",
        "use one of conflict-resolution, mentoring",
    ]


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "is no file" in problem(tmp_path).message
    (tmp_path / "pipe.md").unlink()
    (tmp_path / "folder.md").mkdir()
    assert "cannot be read" in problem(tmp_path).message


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "MOST_FILES", 1)
    story(tmp_path, "a.md")
    assert len(read_stories(tmp_path, KNOWN).stories) == 1
    story(tmp_path, "b.md")
    with pytest.raises(BadInput, match="holds 2 stories"):
        read_stories(tmp_path, KNOWN)


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "glob", refuse)
    with pytest.raises(StoreError, match="Permission denied"):
        read_stories(tmp_path, KNOWN)


def test_a_scaffold_is_ones_own_and_never_overwrites(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "stories"
    path = write_scaffold(folder, 'Ärger: "May" #1\n', [])
    assert path.parent == folder and path.suffix == ".md"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert problem(folder).field == "competencies"
    path.write_text(path.read_text(encoding="utf-8").replace("[]", "[mentoring]"), encoding="utf-8")
    (found,) = read_stories(folder, KNOWN).stories
    assert found.title == 'Ärger: "May" #1'
    before = path.read_bytes()
    with pytest.raises(BadInput, match="is there already"):
        write_scaffold(folder, 'Ärger: "May" #1', ["mentoring"])
    assert path.read_bytes() == before


def test_a_scaffold_stays_in_its_folder(tmp_path: Path) -> None:
    path = write_scaffold(tmp_path, "../../etc/passwd", [])
    assert path.parent == tmp_path


def test_a_scaffold_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(StoreError, match="cannot be written"):
        write_scaffold(tmp_path / "taken" / "stories", "One", [])
