"""`coach why`, `dispute`, `compare`, `stats` and `stories`, as somebody types them."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from coach.bootstrap import LOCAL_USER, SCRIPT_USER, OpenOptions, open_service
from coach.cli import stats
from coach.cli.loop import run as in_loop
from coach.domain.analytics import Due, InterviewAnalytics
from coach.interview.service import InterviewService
from tests.unit.cli.conftest import Coach
from tests.unit.reporting.test_stats import analytics, due
from tests.unit.workspace.test_stories import WHOLE, story

ANSWER = "The key is hashed to find a bucket; keys that collide are chained there. The worst case is linear time."


def held(answer: str = ANSWER, user_id: str = LOCAL_USER, **fields: Any) -> str:
    """The id of a completed interview in which every question got this answer."""

    async def hold() -> str:
        async with open_service(OpenOptions()) as service:
            chosen = {"questions": ("hash-tables",), **fields}
            session = await service.create_interview_session(user_id=user_id, **chosen)
            session = await service.start_interview_session(session.id)
            while question := session.current_question:
                session, _ = await service.submit_response(
                    session_id=session.id, question_id=question.id, response_text=answer
                )
            await service.complete_interview_session(session.id)
            return session.id

    return in_loop(hold())


# -- why and dispute --------------------------------------------------------------------------------------------------


def test_why_shows_the_way_from_evidence_to_score(coach: Coach) -> None:
    session_id = held()
    code, out, err = coach("why")
    assert code == 0
    assert out.startswith("q1 · ") and "The interview – " in out and "levels: (" in out
    assert err == f"Next: coach dispute {session_id} --criterion NAME, where you object\n"
    report = json.loads(coach("report", session_id, "--json")[1])["feedback"]
    document = json.loads(coach("why", session_id[:6], "--json")[1])
    assert document["schema_version"] == 1
    assert document["explanation"]["overall_score"] == report["overall_score"]
    assert document["explanation"]["questions"][0]["dimensions"][0]["steps"]


@pytest.mark.parametrize("arguments", [("depth",), ("last", "Depth"), ("last", "depth", "--question", "q1")])
def test_why_of_one_dimension(coach: Coach, arguments: tuple[str, ...]) -> None:
    held()
    out = coach("why", *arguments)[1]
    assert "  depth: " in out and "correctness: " not in out


def test_what_cannot_be_explained_is_answered_with_what_can(coach: Coach) -> None:
    code, out, err = coach("why")
    assert (code, out) == (5, "") and "There is no last report yet." in err
    held()
    code, _, err = coach("why", "last", "high-level-design")
    assert code == 5 and "Judged were: correctness, depth, boundaries, application." in err
    code, _, err = coach("why", "last", "charm")
    assert code == 5 and "verification" in err
    code, _, err = coach("why", "nowhere")
    assert code == 5 and "There is no interview 'nowhere'" in err


def test_a_scripted_interview_is_the_last_where_there_is_no_other(coach: Coach) -> None:
    scripted = held(user_id=SCRIPT_USER)
    assert scripted in coach("why")[2]
    own = held()
    held(user_id=SCRIPT_USER)
    assert own in coach("why")[2]


def test_an_objection_is_shown_kept_and_moves_nothing(coach: Coach) -> None:
    session_id = held()
    before = json.loads(coach("report", session_id, "--json")[1])["feedback"]
    name = before["questions"][0]["dimensions"][0]["findings"][0]["criterion_id"]
    code, out, err = coach("dispute", "--criterion", name, "--because", "I said \x1b[2J that")
    assert code == 0
    assert "in the report: " in out and "looked at again: " in out and "word check" in out
    assert "its scores stay as they are" in out
    assert f"Next: coach why {session_id} correctness --question q1" in err
    after = json.loads(coach("report", session_id, "--json")[1])["feedback"]
    (made,) = after.pop("disputes")
    assert before | {"disputes": []} == after | {"disputes": []}
    assert made["because"] == "I said \x1b[2J that"
    shown = coach("why", session_id)[1]
    assert f"disputed: q1 {name} – “I said \\x1b[2J that”: first" in shown
    document = json.loads(coach("dispute", session_id, "--criterion", name, "--json")[1])
    assert document["dispute"]["stands"] == document["dispute"]["would_stand"]


def test_what_cannot_be_disputed(coach: Coach) -> None:
    session_id = held()
    code, out, err = coach("dispute", session_id, "--criterion", "charm")
    assert (code, out) == (5, "")
    assert "Its criteria: " in err and f"coach why {session_id}" in err
    assert coach("dispute", session_id)[0] == 2


# -- compare ----------------------------------------------------------------------------------------------------------


def test_two_interviews_side_by_side(coach: Coach) -> None:
    weak, strong = held("I do not know much about it, sorry for that."), held(company_type="startup")
    code, out, err = coach("compare", weak, strong)
    assert code == 0
    for said in ("overall score", "within the noise", "question in both", "Different companies", "assumed"):
        assert said in out
    assert err == f"Next: coach why {strong}\n"
    document = json.loads(coach("compare", weak[:6], "last", "--json")[1])["comparison"]
    assert document["first"]["session_id"] == weak
    assert document["second"]["session_id"] == strong
    assert document["met_twice"][0]["bank_id"] == "hash-tables"


def test_what_cannot_be_compared(coach: Coach) -> None:
    session_id = held()
    code, _, err = coach("compare", session_id, "last")
    assert code == 2 and "cannot be compared with itself" in err
    assert coach("compare", session_id, "nowhere")[0] == 5


# -- stats ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the service knows of the person: analytics, then what is due."""
    values: list[Any] = [analytics(), (due("graphs", -2),)]

    async def get_analytics(*_: object) -> InterviewAnalytics:
        found: InterviewAnalytics = values[0]
        return found

    async def get_schedule(*_: object) -> tuple[Due, ...]:
        found: tuple[Due, ...] = values[1]
        return found

    monkeypatch.setattr(InterviewService, "get_analytics", get_analytics)
    monkeypatch.setattr(InterviewService, "get_schedule", get_schedule)
    return values


def test_stats_are_drawn_in_ascii_where_nobody_looks(coach: Coach, known: list[Any]) -> None:
    code, out, err = coach("stats", "--width", "70")
    assert code == 0
    assert out.isascii() and "8 interviews, newest 8.0" in out and "graphs (coding problem)" in out
    assert err == "Next: coach practice due\n"
    known[1] = ()
    assert coach("stats")[2] == "Next: coach interview\n"


def test_stats_as_json_load_no_charts(coach: Coach, known: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "plotext", None)
    document = json.loads(coach("stats", "--json", "--company", "fintech")[1])
    assert document["due"][0]["concept"] == "graphs"
    assert [one["company"] for one in document["analytics"]["company_readiness"]] == ["fintech"]
    assert len(document["analytics"]["score_trend"]) == 4


def test_no_interviews_are_no_charts(coach: Coach, known: list[Any]) -> None:
    known[:] = [InterviewAnalytics(user_id="u", interviews=0), ()]
    assert coach("stats") == (0, "", "No interviews yet.\nNext: coach interview\n")


@pytest.mark.parametrize(
    ("variables", "terminal", "unicode"),
    [({}, True, True), ({}, False, False), ({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, True, False)],
)
def test_when_more_than_ascii_is_drawn(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], terminal: bool, unicode: bool
) -> None:
    class Screen:
        encoding = "utf-8"

        def isatty(self) -> bool:
            return terminal

    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in {"COLUMNS": "20", **variables}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdout", Screen())
    pen = stats._pen(None)
    assert (pen.unicode, pen.width) == (unicode, stats.NARROWEST)
    assert stats._pen(150).width == 150


# -- stories ----------------------------------------------------------------------------------------------------------


def test_which_competency_has_no_story(coach: Coach, empty_home: Path) -> None:
    code, out, err = coach("stories")
    assert code == 0
    assert out.count("none yet") == 40 and "mentoring" in out
    assert 'Next: coach stories new "A title" --competency adaptability' in err
    code, out, _ = coach("stories", "new", "The intern", "--competency", "mentoring")
    path = Path(out.strip())
    assert code == 0 and path.is_relative_to(empty_home) and path.name == "the-intern.md"
    assert "The intern" in coach("stories", "list")[1]
    code, _, err = coach("stories", "new", "The intern")
    assert code == 2 and "is there already" in err


def test_what_a_story_lacks_is_said(coach: Coach, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    code, out, err = coach("stories", "check", "--dir", str(folder))
    assert (code, out) == (0, "") and "No story in" in err
    path = story(folder)
    code, out, _ = coach("stories", "check", "--dir", str(folder))
    assert code == 0 and "✓ own steps with a reason" in out
    story(folder, text=WHOLE.replace("As a result failures fell from 9 to 2 per week within one quarter.", ""))
    code, out, _ = coach("stories", "check", "--dir", str(folder))
    assert code == 1 and "✗ Put a number on the result" in out and str(path) in out


def test_bad_stories_are_named_and_the_rest_is_listed(coach: Coach, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    story(folder)
    story(folder, "two.md", "title: Two\ncompetencies: [mentoring]")
    (folder / "bad.md").write_text("no front matter")
    code, out, err = coach("stories", "--dir", str(folder))
    assert code == 0 and "One; Two" in out
    assert "bad.md:1" in err and "has no front matter" in err
    code, out, _ = coach("stories", "check", "--dir", str(folder), "--json")
    document = json.loads(out)
    assert code == 1
    assert document["problems"][0]["file"].endswith("bad.md")
    assert document["competencies"]["mentoring"] == [str(folder / "one.md"), str(folder / "two.md")]
    assert "influence" in document["uncovered"] and "mentoring" not in document["uncovered"]
    assert json.loads(coach("stories", "list", "--dir", str(folder), "--json")[1]) == document


def test_a_story_needs_a_title_and_competencies_that_exist(coach: Coach, tmp_path: Path) -> None:
    assert coach("stories", "new", "  ")[0] == 2
    code, _, err = coach("stories", "new", "One", "--competency", "charm")
    assert code == 2 and "There is no competency 'charm'." in err and "mentoring" in err
    made = json.loads(coach("stories", "new", "One", "--dir", str(tmp_path), "--json")[1])
    assert Path(made["file"]).exists()
