"""Working on the running interview from a second terminal."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

from coach.bootstrap import LOCAL_USER, OpenOptions, open_service, open_workspace
from coach.cli.narration import Preparing, describe_run
from coach.cli.output import printable, write, write_json
from coach.cli.problems import narrate, next_step, show
from coach.cli.sessions import UNFINISHED, unfinished
from coach.desk.files import own_tests, solution_file
from coach.domain.coding import CodingQuestion
from coach.domain.execution import ExecutionReport
from coach.domain.own_tests import OwnTest
from coach.domain.question import InterviewQuestion
from coach.domain.session import InterviewSession
from coach.errors import BadInput, IllegalTransition, RunnerUnavailable
from coach.interview.follow_ups import last_run
from coach.interview.service import InterviewService
from coach.workspace.own_tests import own_tests_file
from coach.workspace.solution import solution_of

LOOK_EVERY = 2_000
"""Milliseconds after which a watch looks whether the interview has moved on, when nothing is saved."""
ASIDE = OpenOptions(front_door="cli", consent_by="", progress=Preparing())


@dataclass(frozen=True)
class Named:
    """Files that were named, instead of those of the interview."""

    file: Path | None = None
    tests: Path | None = None


async def _current(service: InterviewService) -> tuple[InterviewSession, InterviewQuestion, CodingQuestion]:
    session = await unfinished(service)
    now = session.current_question
    if now is None:
        raise IllegalTransition("All questions of the interview are answered.", fix=f"coach resume {session.id}")
    root = session.question(now.root_id)
    bank = await service.get_bank_question(session.id, root.id)
    if not isinstance(bank, CodingQuestion):
        raise IllegalTransition(
            f"The current question, {root.title}, is answered in words.", fix="answer it in the interview"
        )
    return session, root, bank


@dataclass(frozen=True)
class Work:
    """What the candidate wrote: their solution, and their own tests beside it."""

    bank: CodingQuestion
    solution: Path
    tests: Path

    def source(self) -> str:
        """Raises BadInput."""
        return solution_of(open_workspace().read(self.solution))

    def own_tests(self) -> tuple[OwnTest, ...]:
        return own_tests(open_workspace(), self.tests, self.bank, lambda line: narrate(f"  ! {printable(line)}"))


async def _work(
    service: InterviewService, session: InterviewSession, root: InterviewQuestion, bank: CodingQuestion, named: Named
) -> Work:
    if named.tests and not named.tests.exists():
        raise BadInput(f"There are no tests in {named.tests}: it is not there.", fix="check the path after --tests")
    solution = named.file or await solution_file(service, open_workspace(), session, root, bank)
    return Work(bank, solution, named.tests or own_tests_file(solution))


async def run_tests(named: Named, *, watch: bool, as_json: bool) -> bool:
    """Run the samples and own tests, once or at every save; True when the last run passed."""
    if watch and as_json:
        raise BadInput("--watch and --json do not go together.", fix="leave one of them out")
    async with open_service(ASIDE) as service:
        session, root, bank = await _current(service)
        work = await _work(service, session, root, bank, named)
        passed = await _run_once(service, session, work, as_json)
        if watch:
            narrate(f"  watching {work.solution} and {work.tests.name}; ctrl-c ends")
            passed = await _watch(service, session, root, work, _saves(work.solution, work.tests), passed=passed)
    if not watch:
        next_step("coach submit" if passed else "change your code, then coach test")
    return passed


async def _saves(*paths: Path) -> AsyncIterator[bool]:
    """True at every save of one of the files, False now and then while there is none."""
    from watchfiles import awatch

    wanted = {path.parent.resolve() / path.name for path in paths}
    # The folders are watched, since editors put a new file in the place of the old; only those names count.
    async for changes in awatch(
        *{path.parent for path in wanted},
        watch_filter=lambda _, name: Path(name) in wanted,
        step=20,
        debounce=100,
        rust_timeout=LOOK_EVERY,
        yield_on_timeout=True,
        recursive=False,
    ):
        yield bool(changes)


async def _watch(
    service: InterviewService,
    session: InterviewSession,
    root: InterviewQuestion,
    work: Work,
    saves: AsyncIterator[bool],
    *,
    passed: bool,
) -> bool:
    """Run at every save until the question is over; True when the last run passed."""
    async for saved in saves:
        now = (await service.get_session(session.id)).current_question
        if now is None or now.root_id != root.id:
            narrate(f"  {root.title} is over in the interview; the watch ends.")
            break
        if not saved:
            continue
        try:
            passed = await _run_once(service, session, work, as_json=False)
        except (BadInput, RunnerUnavailable) as error:
            # A save in the making, or an engine that is away: the next save tries again.
            show(error)
            passed = False
    return passed


async def _run_once(service: InterviewService, session: InterviewSession, work: Work, as_json: bool) -> bool:
    source = work.source()
    if not source.strip():
        raise BadInput(f"{work.solution} is empty.", fix="write your solution in it and save")
    report = await service.run_samples(session.id, source, own_tests=work.own_tests())
    _tell(report, as_json, hidden=False)
    return report.all_passed


def _tell(report: ExecutionReport, as_json: bool, *, hidden: bool) -> None:
    if as_json:
        write_json({"report": report.guarded.model_dump(mode="json")})
    else:
        write(describe_run(report, hidden=hidden))


async def hand_in(named: Named, text: str, *, as_json: bool) -> bool:
    """Submit; True when every test passed."""
    async with open_service(replace(ASIDE, model=True)) as service:
        session, root, bank = await _current(service)
        work = await _work(service, session, root, bank, named)
        session, following = await service.submit_response(
            session_id=session.id,
            question_id=(session.current_question or root).id,
            response_text=text,
            code_solution=work.source(),
            own_tests=work.own_tests(),
        )
    attempt = last_run(session.attempts_at(root.id))
    if attempt is None or attempt.report is None:
        return False
    _tell(attempt.report, as_json, hidden=True)
    next_step(
        "answer the interviewer's follow-up" if following and following.is_follow_up else f"coach resume {session.id}"
    )
    return attempt.report.all_passed


async def say_status(*, short: bool, as_json: bool) -> None:
    """Where the person's newest unfinished interview stands; with none, a short status is empty and succeeds."""
    async with open_service(ASIDE) as service:
        found = await service.list_sessions(LOCAL_USER, UNFINISHED, limit=1)
        session = await service.get_session(found[0].id) if found else None
    if as_json:
        write_json({"session": session.model_dump(mode="json", include=STATUS_FIELDS) if session else None})
    elif session is None:
        if not short:
            narrate("No interview is going on.")
            next_step("coach interview")
    else:
        write(_short(session) if short else _long(session))


STATUS_FIELDS = {"id", "status", "company_type", "interview_type", "position", "elapsed", "time_limit"}


def _short(session: InterviewSession) -> str:
    """For example: coach 2/4 31m."""
    now = session.current_question
    roots = [question.id for question in session.roots]
    at = roots.index(now.root_id) + 1 if now else len(roots)
    paused = " paused" if session.status.value == "paused" else ""
    return f"coach {at}/{len(roots)} {int(session.seconds_left // 60)}m{paused}"


def _long(session: InterviewSession) -> str:
    now = session.current_question
    question = f"{now.id} {now.title}" if now else "all questions are answered"
    left = f"{int(session.seconds_left // 60)} min left"
    return f"{session.id} · {session.status.value.replace('_', ' ')} · {question} · {left}"
