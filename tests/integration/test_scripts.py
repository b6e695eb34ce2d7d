"""Scripted interviews over the shipped bank, the real rules and executed code."""

import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

from coach.bank.resources import shipped_bank, shipped_patterns
from coach.bank.source import BankSource
from coach.domain.enums import ProgrammingLanguage
from coach.domain.execution import Execution, RunRequest, Trust
from coach.errors import BadInput
from coach.interview.engine import Engine
from coach.interview.service import InterviewService
from coach.interviewers.offline import OfflineInterviewer
from coach.sandbox.choose import choose_runner
from coach.scripted.player import Audience, Played, Player
from coach.scripted.results import SCORES, document, expectations
from coach.scripted.script import Script, load_script
from coach.store.memory import MemoryStore
from coach.telemetry.clock import ScriptedClock

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
LANGUAGE_RUNNERS = ["local", pytest.param("docker", marks=[pytest.mark.docker, pytest.mark.slow])]

Scores = dict[str, float | None]


class Remembering:
    """A runner that executes every request once, however often it is asked."""

    name = "remembering"

    def __init__(self) -> None:
        self._known: dict[str, Execution] = {}

    async def run(self, request: RunRequest) -> Execution:
        key = request.model_dump_json()
        if key not in self._known:
            runner = await choose_runner("local")
            try:
                self._known[key] = await runner.run(request)
            finally:
                await runner.close()
        return self._known[key]

    async def run_many(self, requests: Sequence[RunRequest]) -> list[Execution]:
        return [await self.run(request) for request in requests]

    async def require(self, language: ProgrammingLanguage, trust: Trust = Trust.OWN) -> None:
        return

    async def warm(self, language: ProgrammingLanguage) -> None:
        return

    async def close(self) -> None:
        return


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> BankSource:
    return BankSource([shipped_bank()], shipped_patterns(), Remembering(), tmp_path_factory.mktemp("material"))


@asynccontextmanager
async def service_over(bank: BankSource, clock: ScriptedClock) -> AsyncIterator[InterviewService]:
    runner = bank._runner
    assert runner is not None
    numbers = iter(range(10_000, 100_000))
    service = InterviewService(
        Engine(
            store=MemoryStore(),
            questions=bank,
            runner=runner,
            interviewer=OfflineInterviewer(),
            clock=clock,
            new_id=lambda: f"id{next(numbers)}",
            front_door="scripted",
        )
    )
    yield service


async def play(bank: BankSource, script: Script) -> Played:
    clock = ScriptedClock()
    async with service_over(bank, clock) as service:
        return await Player(service, clock, script, Audience()).play()


def example(name: str) -> Script:
    return load_script(str(EXAMPLES / f"{name}.yaml"))


def scores(played: Played) -> Scores:
    return {name: getattr(played.feedback, name) for name in SCORES}


def value(score: float | None) -> float:
    assert score is not None
    return score


# ----- what the scores say


@pytest.mark.slow
async def test_a_strong_candidate_stands_well_above_a_weak_one(bank: BankSource) -> None:
    strong, mixed, weak = [scores(await play(bank, example(name))) for name in ("strong", "mixed", "weak")]
    for name in SCORES:
        assert value(strong[name]) >= value(weak[name]) + 3, name
    assert value(strong["overall_score"]) > value(mixed["overall_score"]) > value(weak["overall_score"])


@pytest.mark.parametrize("name", ["strong", "mixed", "weak", "gibberish"])
async def test_examples_meet_their_expectations(bank: BankSource, name: str) -> None:
    played = await play(bank, example(name))
    assert [check for check in expectations(played) if not check.met] == []


async def test_gibberish_gets_the_floor(bank: BankSource) -> None:
    feedback = (await play(bank, example("gibberish"))).feedback
    assert {one.score for one in feedback.questions} == {1.0}
    assert feedback.overall_score == 1.0
    assert feedback.key_strengths == ()


async def test_the_demo_shows_what_it_promises(bank: BankSource) -> None:
    played = await play(bank, load_script(str(ROOT / "src/coach/scripted/demo.yaml")))
    kinds = [root.question_type.value for root in played.session.roots]
    assert kinds == ["coding_problem", "technical_concept", "system_design", "behavioral"]
    coding = played.feedback.questions[0]
    assert (coding.solved, coding.hints_used) == (True, 1)
    submits = [attempt.report for attempt in played.session.attempts_at("q1") if attempt.kind.value == "submit"]
    assert [report.passed == report.total for report in submits if report] == [False, True]
    assert "evidence:failed:core" in {question.follow_up_id for question in played.session.questions}
    assert [check for check in expectations(played) if not check.met] == []


# ----- what must not move them


def variants(script: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The script without one of its moves or follow-up answers, for each of them."""
    for number, entry in enumerate(script["candidate"]):
        for index, move in enumerate(entry["moves"]):
            without = json.loads(json.dumps(script))
            del without["candidate"][number]["moves"][index]
            yield f"{entry['question']} without move {index} ({next(iter(move))})", without
        for name in entry.get("follow_ups", {}):
            without = json.loads(json.dumps(script))
            del without["candidate"][number]["follow_ups"][name]
            yield f"{entry['question']} without follow-up {name}", without


@pytest.mark.slow
async def test_leaving_out_a_good_move_never_helps(bank: BankSource) -> None:
    whole = yaml.safe_load((EXAMPLES / "strong.yaml").read_text(encoding="utf-8"))
    best = scores(await play(bank, Script.model_validate(whole)))
    risen, unplayable = [], []
    for name, fields in variants(whole):
        try:
            left = scores(await play(bank, Script.model_validate(fields)))
        except BadInput:
            unplayable.append(name)
            continue
        risen += [f"{name}: {key}" for key in SCORES if (left[key] or 0.0) > (best[key] or 0.0)]
    assert risen == []
    assert [name for name in unplayable if "(code)" not in name] == []


TIMES = frozenset({"at", "elapsed", "seconds", "cpu_seconds", "points", "submitted_at", "created_at", "started_at"})


def normalised(played: Played) -> Any:
    """The result without what differs from run to run: ids of this session, moments, durations, measured points."""
    session = played.session
    text = json.dumps(document(played, expectations(played)))
    ids = [session.id, *(one.id for one in session.responses), *(one.id for one in session.attempts)]
    for number, identity in enumerate(ids):
        text = text.replace(identity, f"<id {number}>")
    return without_times(json.loads(text))


def without_times(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: without_times(inner) for name, inner in part.items() if name not in TIMES}
    return [without_times(inner) for inner in part] if isinstance(part, list) else part


@pytest.mark.parametrize("name", ["strong", "weak"])
async def test_the_same_script_gives_the_same_result(bank: BankSource, name: str) -> None:
    first, second = [normalised(await play(bank, example(name))) for _ in range(2)]
    assert first == second


# ----- the command


STORY = """\
name: {name}
candidate:
  - question: conflict-with-colleague
    moves:
      - submit: >-
          Last year I disagreed with Ana about our release day. I asked her for a call and we agreed on a trial.
    {expect}
"""


def story(folder: Path, name: str = "story", expect: str = 'expect: {score: ">= 1"}') -> str:
    path = folder / f"{name}.yaml"
    path.write_text(STORY.format(name=name, expect=expect), encoding="utf-8")
    return str(path)


def coach(*arguments: str, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "coach", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("runner", LANGUAGE_RUNNERS)
def test_examples_on_the_command_line(runner: str, request: pytest.FixtureRequest) -> None:
    if runner == "docker":
        request.getfixturevalue("docker_engine")
    scripts = [str(EXAMPLES / f"{name}.yaml") for name in ("weak", "gibberish")]
    done = coach("run", *scripts, "--runner", runner, "--json", "-j", "2")
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert list(shown) == ["schema_version", "sessions"]
    weak, noise = shown["sessions"]
    assert (weak["script"], noise["script"]) == ("A weak candidate", "Noise")
    assert noise["feedback"]["overall_score"] == 1.0
    assert weak["runner"] == noise["runner"] != ""
    assert all(check["met"] for session in shown["sessions"] for check in session["expectations"])


def test_expectations_decide_the_exit_code(tmp_path: Path) -> None:
    met, unmet = story(tmp_path, "met"), story(tmp_path, "unmet", 'expect: {score: "< 1"}')
    done = coach("run", met)
    assert (done.returncode, "✓ conflict-with-colleague.score" in done.stdout) == (0, True)
    assert done.stderr.splitlines()[-1].startswith("Next: coach report ")
    done = coach("run", met, unmet)
    assert (done.returncode, "✗ conflict-with-colleague.score" in done.stdout) == (1, True)
    assert coach("run", met, "--min-score", "9.9").returncode == 1
    assert coach("run", met, "--min-score", "1", "--ephemeral").returncode == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name: x\nexpct: {}\n", "script.yaml:2  expct"),
        ("name: [\n", "is not YAML"),
        ("name: x\ninterview: {company: circus}\n", "script.yaml:2  interview.company"),
        ("name: x\ninterview: {language: cobol}\n", "script.yaml:2  interview.language"),
        ("name: x\ncandidate:\n  - question: two-summ\n", "script.yaml:3  candidate.0.question"),
    ],
)
def test_a_script_that_cannot_be_played_exits_2(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "script.yaml"
    path.write_text(text)
    done = coach("run", str(path), "--json")
    assert (done.returncode, done.stdout) == (2, "")
    error = json.loads(done.stderr)["error"]
    assert words in error["message"]
    assert error["code"] == "COACH-202"


def test_bad_arguments_exit_2(tmp_path: Path) -> None:
    assert coach("run").returncode == 2
    assert coach("run", str(tmp_path / "none.yaml")).returncode == 2
    assert coach("run", story(tmp_path), "--min-score", "11").returncode == 2
    assert coach("run", story(tmp_path), "--runner", "wishes").returncode == 2


def test_nothing_is_played_when_one_script_is_broken(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("name: x\ncandidate:\n  - question: no-such\n")
    done = coach("run", story(tmp_path), str(broken))
    assert (done.returncode, done.stdout) == (2, "")
    assert json.loads(coach("history", "--all", "--json").stdout)["sessions"] == []


def test_without_an_engine_docker_exits_3(tmp_path: Path) -> None:
    path = tmp_path / "script.yaml"
    moves = "moves: [{code: 'def two_sum(nums, target): return []'}, {submit: true}]"
    path.write_text(f"name: x\ncandidate:\n  - question: two-sum\n    {moves}\n")
    nowhere = f"unix://{tmp_path / 'nobody.sock'}"
    done = coach("run", str(path), "--runner", "docker", "--json", DOCKER_HOST=nowhere)
    assert done.returncode == 3, done.stderr
    assert '"COACH-301"' in done.stderr
    assert [one["error"]["code"] for one in json.loads(done.stdout)["sessions"]] == ["COACH-301"]
    (session,) = json.loads(coach("history", "--all", "--json").stdout)["sessions"]
    assert session["answered"] == 1


def test_one_script_that_fails_leaves_the_others(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text('name: "<b>broken"\ncandidate:\n  - question: two-sum\n    moves: [{submit: true}]\n')
    xml, summary = tmp_path / "out.xml", tmp_path / "summary.md"
    files = ("--junit", str(xml), "--summary", str(summary))
    unmet = story(tmp_path, "unmet", 'expect: {score: "< 1"}')
    done = coach("run", story(tmp_path), str(broken), unmet, "--json", *files)
    assert done.returncode == 2
    first, failed, last = json.loads(done.stdout)["sessions"]
    assert (first["script"], last["script"]) == ("story", "unmet")
    assert (list(failed), failed["script"]) == (["script", "error"], "<b>broken")
    assert list(failed["error"]) == ["code", "message", "why", "fix"]
    assert json.loads(done.stderr.splitlines()[-1])["error"] == failed["error"]
    suites = [(suite.name, suite.tests, suite.errors, suite.failures) for suite in JUnitXml.fromfile(str(xml))]
    assert suites == [("story", 1, 0, 0), ("<b>broken", 1, 1, 0), ("unmet", 1, 0, 1)]
    assert "\\<b\\>broken could not be played to its end: " in summary.read_text(encoding="utf-8")
    done = coach("run", str(broken), story(tmp_path))
    assert (done.returncode, done.stdout.splitlines()[0].startswith("<b>broken: ✗ ")) == (2, True)
    assert "✓ conflict-with-colleague.score" in done.stdout


def test_one_document_and_nothing_else(tmp_path: Path) -> None:
    done = coach("run", story(tmp_path, "first"), story(tmp_path, "second"), "--json", "-j", "2")
    sessions = json.loads(done.stdout)["sessions"]
    assert [session["script"] for session in sessions] == ["first", "second"]
    assert len({session["id"] for session in sessions}) == 2
    assert "Next:" not in done.stderr
    acknowledged = [line for line in done.stderr.splitlines() if " answered q1 " in line]
    assert len(acknowledged) == 2


def test_from_standard_input(tmp_path: Path) -> None:
    text = Path(story(tmp_path, "piped")).read_text()
    done = coach("run", "-", "--json", stdin=text)
    assert (done.returncode, json.loads(done.stdout)["sessions"][0]["script"]) == (0, "piped")
    done = coach("run", "-", stdin="name: x\nwho: me\n")
    assert (done.returncode, "standard input:2  who" in done.stderr) == (2, True)


def test_files_for_ci(tmp_path: Path) -> None:
    xml, summary = tmp_path / "out.xml", tmp_path / "summary.md"
    unmet = story(tmp_path, "unmet", "expect: {score: 0.5}")
    done = coach("run", story(tmp_path), unmet, "--junit", str(xml), "--summary", str(summary))
    assert done.returncode == 1
    suites = list(JUnitXml.fromfile(str(xml)))
    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [("story", 1, 0), ("unmet", 1, 1)]
    assert summary.read_text(encoding="utf-8").count("A conflict with a colleague") >= 2
    done = coach("run", story(tmp_path), "--junit", str(tmp_path / "none" / "out.xml"))
    assert done.returncode == 6


def test_the_script_of_the_guide_meets_its_expectations(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
    path = tmp_path / "script.yaml"
    path.write_text(guide.split("```yaml\n")[1].split("```")[0], encoding="utf-8")
    done = coach("run", str(path), "--runner", "local", "--junit", str(tmp_path / "results.xml"))
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("✓") == 2


def test_the_demo_leaves_no_history() -> None:
    done = coach("demo", "--runner", "local", "--json")
    (session,) = json.loads(done.stdout)["sessions"]
    assert (done.returncode, session["script"], session["status"]) == (0, "Demo", "completed")
    assert json.loads(coach("history", "--all", "--json").stdout)["sessions"] == []
