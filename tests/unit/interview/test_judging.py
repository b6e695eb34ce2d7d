"""The report at the end: who words it, and what happens when nobody can."""

import threading
from pathlib import Path

import pytest

from coach.domain.event import EventKind
from coach.domain.feedback import FeedbackBrief, FeedbackWords, InterviewFeedback, Remark
from coach.domain.transcript import QuestionTranscript
from coach.errors import ModelUnavailable
from coach.evaluation.assess import Reading
from coach.evaluation.follow_ups import evidence_for
from coach.interview import asking
from coach.interview.judging import SHORT, read_by
from coach.interview.mode import REPORT
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Conversation, Judgement
from tests.fakes import SOLUTION, Studio
from tests.unit.evaluation.questions import CODING, CONCEPT
from tests.unit.evaluation.scenes import Scene


class Writing(OfflineInterviewer):
    """Words reports, and remembers what it was told."""

    def __init__(self, fault: ModelUnavailable | None = None) -> None:
        self.briefs: list[FeedbackBrief] = []
        self.fault = fault

    async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
        self.briefs.append(brief)
        if self.fault:
            raise self.fault
        step = Remark(text="Go on.", questions=("q1",))
        return FeedbackWords(summary="You did it.", recommendations=(step,), source="model-x")


async def finished(tmp_path: Path, interviewer: OfflineInterviewer, *, answered: bool = True) -> InterviewFeedback:
    studio = Studio(tmp_path, interviewer=interviewer)
    service = studio.service
    session = await service.create_interview_session(user_id="u", questions=("pair-sum",))
    if answered:
        await service.start_interview_session(session.id)
        await service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    return await service.evaluate_interview_performance(session.id)


async def test_the_interviewer_words_the_report_from_what_was_found(tmp_path: Path) -> None:
    writing = Writing()
    feedback = await finished(tmp_path, writing)
    assert (feedback.summary, feedback.written_by, feedback.not_written) == ("You did it.", "model-x", "")
    assert feedback.recommendations == ("Go on. (q1)",)
    (brief,) = writing.briefs
    assert [question.question_id for question in brief.questions] == ["q1"]
    assert "def has_pair" not in brief.model_dump_json()


async def test_offline_the_evaluation_speaks_for_itself(tmp_path: Path) -> None:
    feedback = await finished(tmp_path, OfflineInterviewer())
    assert (feedback.summary, feedback.written_by, feedback.not_written) == ("", "offline", "")
    assert feedback.recommendations


async def test_a_model_that_fails_leaves_the_lines_and_says_why(tmp_path: Path) -> None:
    feedback = await finished(tmp_path, Writing(ModelUnavailable("The model is gone.")))
    offline = await finished(tmp_path / "offline", OfflineInterviewer())
    assert (feedback.summary, feedback.written_by, feedback.not_written) == ("", "offline", "The model is gone.")
    assert feedback.recommendations == offline.recommendations


async def test_a_model_that_cannot_read_does_not_keep_it_from_writing(tmp_path: Path) -> None:
    class Unreading(Writing):
        async def judge(self, conversation: Conversation) -> Judgement:
            raise ModelUnavailable("The model cannot read.")

    feedback = await finished(tmp_path, Unreading())
    assert (feedback.judged_by, feedback.written_by, feedback.not_written) == ("offline", "model-x", "")
    assert any("judged without a model – The model cannot read." in line for line in feedback.not_assessed)


async def test_what_a_model_left_undone_is_in_the_log(tmp_path: Path) -> None:
    studio = Studio(tmp_path, interviewer=Writing(ModelUnavailable("The model is gone.")))
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    await studio.service.submit_response(session_id=session.id, question_id="q1", code_solution=SOLUTION)
    await studio.service.complete_interview_session(session.id)
    fell_back = [one for one in await studio.service.get_events(session.id) if one.kind is EventKind.DEGRADED]
    assert [(one.question_id, one.text, one.data["part"]) for one in fell_back] == [
        (None, "The model is gone.", REPORT)
    ]


async def test_a_bug_is_not_hidden(tmp_path: Path) -> None:
    class Broken(OfflineInterviewer):
        async def write_feedback(self, brief: FeedbackBrief) -> FeedbackWords:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await finished(tmp_path, Broken())


async def test_nothing_is_written_about_nothing(tmp_path: Path) -> None:
    writing = Writing()
    feedback = await finished(tmp_path, writing, answered=False)
    assert (writing.briefs, feedback.summary, feedback.questions) == ([], "", ())


async def test_nobody_is_asked_to_read_what_is_no_answer(tmp_path: Path) -> None:
    class Asked(OfflineInterviewer):
        async def judge(self, conversation: Conversation) -> Judgement:
            raise AssertionError("asked to read")

    studio = Studio(tmp_path, interviewer=Asked())
    session = await studio.service.create_interview_session(user_id="u", questions=("pair-sum",))
    await studio.service.start_interview_session(session.id)
    await studio.service.say(session.id, "I would walk once and remember what I have seen.")
    await studio.service.skip_question(session.id)
    feedback = await studio.service.evaluate_interview_performance(session.id)
    assert (feedback.judged_by, feedback.overall_score) == ("offline", 0.0)


async def test_other_sessions_go_on_while_a_long_answer_is_read() -> None:
    def thread(seen: QuestionTranscript) -> int:
        return threading.get_ident()

    here, most = threading.get_ident(), "a" * SHORT
    spoken = Scene(CONCEPT).say("b" * 400).answer("c" * (SHORT - 400))
    for short in (Scene(CONCEPT).answer(most), Scene(CODING).submit(most), spoken):
        assert await read_by(thread, short.transcript()) == here
    for long in (Scene(CONCEPT).answer(f"{most}!"), Scene(CODING).submit(most, text="!"), spoken.ask("?")):
        assert await read_by(thread, long.transcript()) != here


async def test_a_long_answer_that_did_not_pass_the_gate_holds_nobody_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio, threads = Studio(tmp_path), list[int]()

    def evidence(reading: Reading) -> tuple[str, ...]:
        threads.append(threading.get_ident())
        return evidence_for(reading)

    monkeypatch.setattr(asking, "evidence_for", evidence)
    session = await studio.service.create_interview_session(user_id="u", questions=("hash-tables",))
    await studio.service.start_interview_session(session.id)
    noise = "zxcvb qwrtp " * SHORT
    await studio.service.submit_response(session_id=session.id, question_id="q1", response_text=noise)
    assert len(threads) == 1 and threads[0] != threading.get_ident()
