"""`coach plan`, as somebody types it."""

import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from coach.bootstrap import LazyRunner, OpenOptions, open_bank
from coach.cli.app import build
from coach.cli.problems import run_guarded
from coach.domain.analytics import Due, Estimate, InterviewAnalytics, Prediction
from coach.domain.company import CompanyPattern
from coach.domain.content import QuestionHead
from coach.domain.enums import CompanyType, QuestionType
from coach.settings import RunnerChoice, load_paths
from coach.telemetry.clock import SystemClock
from tests.fakes import pattern

Coach = Callable[..., tuple[int, str, str]]
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


class Service:
    """Of the service, what a plan asks for."""

    due: tuple[Due, ...] = ()

    async def get_analytics(self, user_id: str) -> InterviewAnalytics:
        return InterviewAnalytics(user_id=user_id, interviews=len(self.due))

    async def get_schedule(self, user_id: str) -> tuple[Due, ...]:
        return self.due

    chance: Estimate | None = None

    async def get_prediction(self, user_id: str, *, on: date, **_: Any) -> Prediction:
        told = {"company": CompanyType.BIG_TECH, "seniority": "mid", "on": on, "assumptions": ("Nothing changes.",)}
        return Prediction.model_validate({**told, "chance": self.chance})

    async def get_questions(self) -> tuple[QuestionHead, ...]:
        return await open_bank(load_paths(), LazyRunner(RunnerChoice.AUTO)).catalog()

    async def list_sessions(self, user_id: str, limit: int) -> tuple[()]:
        return ()

    async def get_company_pattern(self, company: CompanyType) -> CompanyPattern:
        return pattern(company.value, mix={"technical_concept": 60, "coding_problem": 40})


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Service:
    stub = Service()

    @asynccontextmanager
    async def opened(options: OpenOptions) -> AsyncIterator[Service]:
        yield stub

    monkeypatch.setattr("coach.bootstrap.open_service", opened)
    monkeypatch.setattr(SystemClock, "now", lambda self: NOW)
    return stub


@pytest.fixture
def coach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], service: Service
) -> Coach:
    """Runs `coach plan` with arguments; returns exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["coach", "plan", *arguments])
        code = run_guarded(build())
        return (code, *capsys.readouterr())

    return run


def document(coach: Coach, *arguments: str) -> dict[str, Any]:
    code, out, err = coach(*arguments, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    assert found["schema_version"] == 1
    plan: dict[str, Any] = found["plan"]
    return plan


def test_two_weeks_unless_a_day_is_given(coach: Coach) -> None:
    code, out, err = coach()
    assert code == 0, err
    lines = out.splitlines()
    assert lines[0].split() == ["day", "min", "question", "why"]
    assert lines[2].startswith("Wed 2026-11-25")
    assert lines[-1].startswith("Tue 2026-12-08")
    assert sum(" rehearsal " in line for line in lines) == 3
    assert "Nothing is known about you yet" in err
    first = lines[2].split()[3]
    assert err.splitlines()[-1] == f"Next: coach practice {first}"


def test_what_is_due_comes_first_and_says_why(coach: Coach, service: Service) -> None:
    service.due = (
        Due(
            concept="networking",
            kind=QuestionType.TECHNICAL_CONCEPT,
            due=NOW - timedelta(days=1),
            recall=0.62,
            reviews=2,
            last_score=4.1,
        ),
    )
    first = document(coach)["sessions"][0]
    assert (first["concept"], first["question"]) == ("networking", "dns")
    assert first["why"] == "networking: recall 62 %, last score 4.1"


def test_options_and_settings_are_followed(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_INTERVIEW_COMPANY", "startup")
    plan = document(coach, "--until", "2026-11-30", "--minutes", "20", "--seniority", "staff", "--role", "sre")
    assert (plan["company"], plan["until"], plan["minutes_per_day"]) == ("startup", "2026-11-30", 20)
    assert plan["seniority"] == "staff"
    assert {one["day"] for one in plan["sessions"]} <= {f"2026-11-{day}" for day in range(25, 30)}
    assert document(coach, "--company", "fintech")["company"] == "fintech"


def test_a_calendar_has_one_entry_a_day(coach: Coach, tmp_path: Path) -> None:
    code, out, err = coach("--ics", "my plan.ics", "--json")
    assert code == 0, err
    plan = json.loads(out)["plan"]
    events = Calendar.from_ical((tmp_path / "my plan.ics").read_bytes()).walk("VEVENT")
    assert [event.decoded("dtstart").isoformat() for event in events] == sorted(
        {one["day"] for one in plan["sessions"]}
    )
    assert str(events[0]["uid"]) == "plan-big_tech-2026-11-25@coach"
    assert f"coach practice {plan['sessions'][0]['question']}" in str(events[0]["description"])
    (rehearsal,) = (event for event in events if event.decoded("dtstart") == date(2026, 12, 7))
    assert str(rehearsal["summary"]) == "Practise 45 min: rehearsal"
    assert "coach interview --company big_tech --minutes 45" in str(rehearsal["description"])


def test_a_calendar_on_stdout_is_alone_there(coach: Coach) -> None:
    code, out, _ = coach("--ics", "-")
    assert code == 0
    assert out.startswith("BEGIN:VCALENDAR")
    assert out.rstrip().endswith("END:VCALENDAR")


def test_where_nothing_fits_more_time_is_suggested(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    async def coding_only(self: Service, company: CompanyType) -> CompanyPattern:
        return pattern(company.value, mix={"coding_problem": 100})

    monkeypatch.setattr(Service, "get_company_pattern", coding_only)
    code, _, err = coach("--minutes", "10")
    assert code == 0
    assert "Without coding problem: the shortest question takes 15 minutes, and a day has 10." in err
    assert err.endswith("Next: coach plan --minutes 45\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--until", "2026-11-24"), "2026-11-24 is in the past"),
        (("--until", "2028-01-01"), "more than a year away"),
        (("--until", "soon"), "'soon' is not a day"),
        (("--until", "0000-00-00"), "is not a day"),
        (("--minutes", "5"), "minutes"),
        (("--company", "bakery"), "bakery"),
        (("--role", "No Role"), "role"),
    ],
)
def test_mistakes_exit_2(coach: Coach, arguments: tuple[str, ...], words: str) -> None:
    code, out, err = coach(*arguments)
    assert (code, out) == (2, "")
    assert words in err


def test_the_chance_on_the_day_comes_with_what_it_assumes(coach: Coach, service: Service) -> None:
    _, _, told = coach("--until", "2026-12-04")
    assert "if you follow it" not in told
    service.chance = Estimate(value=0.46, low=0.2, high=0.7, interviews=9)
    _, _, told = coach("--until", "2026-12-04")
    assert "By 2026-12-04, if you follow it: 46 % (20 % to 70 %)." in told
    assert "Nothing changes." in told
    _, out, _ = coach("--until", "2026-12-04", "--json")
    assert json.loads(out)["plan"]["prediction"]["chance"]["interviews"] == 9
