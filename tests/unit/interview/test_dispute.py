"""An objection: both findings are kept, the scores stay, and whoever reads again is told nothing of it."""

from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import Answer, Dimension, Source
from coach.domain.event import EventKind
from coach.domain.feedback import Evidence, EvidenceKind, Finding, InterviewFeedback
from coach.errors import BadInput, Forbidden, IllegalTransition, ModelUnavailable, NotFound
from coach.interview import dispute
from coach.interviewers.offline import OfflineInterviewer
from coach.ports import Conversation, Judgement
from tests.fakes import SOLUTION, Studio
from tests.unit.interview.test_judging import Writing

ANSWER = (
    "The key is hashed and the hash picks a bucket in an array. Two keys may collide, so each bucket keeps a chain. "
    "With many collisions a lookup walks a long chain."
)
QUOTE = "Two keys may collide, so each bucket keeps a chain"
SECRET = "the panel was wrong about buckets"


def finding(answer: Answer, criterion: str = "collisions", quote: str = QUOTE) -> Finding:
    pieces = (Evidence(kind=EvidenceKind.QUOTE, text=quote),) if answer is Answer.YES else ()
    return Finding(
        criterion_id=criterion,
        dimension=Dimension.DEPTH,
        statement="Says what collisions means.",
        answer=answer,
        source=Source.MODEL,
        evidence=pieces,
        confidence=0.8,
        tier=2,
    )


class Reader(Writing):
    """A reader that gives the next of its answers at every reading, and remembers what it was told."""

    def __init__(self, *answers: Finding | ModelUnavailable | None) -> None:
        super().__init__()
        self.answers = list(answers)
        self.heard: list[Conversation] = []

    async def judge(self, conversation: Conversation) -> Judgement:
        self.heard.append(conversation)
        answer = self.answers.pop(0)
        if isinstance(answer, ModelUnavailable):
            raise answer
        return Judgement(findings=(answer,) if answer else (), source="model-x")


async def interviewed(
    folder: Path, interviewer: OfflineInterviewer, questions: tuple[str, ...] = ("hash-tables",), **engine: Any
) -> tuple[Studio, str, InterviewFeedback]:
    """A completed interview in which every question was answered."""
    studio = Studio(folder, interviewer=interviewer, **engine)
    service = studio.service
    session = await service.create_interview_session(user_id="u", questions=questions)
    session = await service.start_interview_session(session.id)
    while question := session.current_question:
        code = SOLUTION if question.question_type.value == "coding_problem" else None
        session, _ = await service.submit_response(
            session_id=session.id, question_id=question.id, response_text=ANSWER, code_solution=code
        )
    await service.complete_interview_session(session.id)
    return studio, session.id, await service.get_feedback(session.id)


def without_disputes(feedback: InterviewFeedback) -> InterviewFeedback:
    return feedback.replace(disputes=())


async def test_a_second_reading_is_blind_and_both_are_kept(tmp_path: Path) -> None:
    reader = Reader(finding(Answer.NO), finding(Answer.YES), finding(Answer.NO))
    studio, session_id, report = await interviewed(tmp_path, reader)
    made = await studio.service.dispute(session_id, "collisions", None, SECRET)
    assert made.after is not None
    assert (made.before.answer, made.after.answer, made.judged_by) == (Answer.NO, Answer.YES, "model-x")
    assert made.note.startswith("read again by model-x")
    assert reader.heard[0] == reader.heard[1]
    kept = await studio.service.get_feedback(session_id)
    assert kept.disputes == (made,)
    assert without_disputes(kept) == report
    assert (made.stands.level, made.would_stand.level) == (1, 3)
    assert made.stands.overall_score == report.overall_score
    assert made.would_stand.overall_score == made.would_stand.question_score
    assert (made.would_stand.overall_score or 0) > (made.stands.overall_score or 0)
    again = await studio.service.dispute(session_id, "collisions", "q1", "")
    assert reader.heard[2] == reader.heard[0]
    assert (await studio.service.get_feedback(session_id)).disputes == (made, again)
    assert again.would_stand == again.stands


async def test_the_log_has_both_and_no_question_hears_of_it(tmp_path: Path) -> None:
    studio, session_id, _ = await interviewed(tmp_path, Reader(finding(Answer.NO), finding(Answer.YES)))
    made = await studio.service.dispute(session_id, "collisions", None, f"  {SECRET}\n")
    last = (await studio.service.get_events(session_id))[-1]
    assert (last.kind, last.question_id, last.text) == (EventKind.DISPUTED, None, SECRET)
    assert last.data == {
        "question": "q1",
        "criterion": "collisions",
        "before": "no",
        "after": "yes",
        "score": made.stands.overall_score,
        "would_be": made.would_stand.overall_score,
    }


async def test_a_quote_that_was_not_said_lifts_nothing(tmp_path: Path) -> None:
    invented = finding(Answer.YES, quote="open addressing with tombstones throughout")
    studio, session_id, _ = await interviewed(tmp_path, Reader(finding(Answer.NO), invented))
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert made.after is not None and made.after.answer is Answer.NO
    assert made.would_stand == made.stands


@pytest.mark.parametrize(
    ("second", "note"),
    [
        (ModelUnavailable("The model is gone."), "the model could not read it again: The model is gone."),
        (None, "model-x read the answer again and left this criterion open"),
        (finding(Answer.YES, "buckets-too"), "model-x read the answer again and left this criterion open"),
    ],
)
async def test_a_reading_that_says_nothing_is_told(
    tmp_path: Path, second: Finding | ModelUnavailable | None, note: str
) -> None:
    studio, session_id, _ = await interviewed(tmp_path, Reader(finding(Answer.NO), second))
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert (made.after, made.note, made.judged_by) == (None, note, "offline")
    assert made.would_stand == made.stands


async def test_what_a_model_found_is_not_read_again_without_one(tmp_path: Path) -> None:
    studio, session_id, _ = await interviewed(tmp_path, Reader(finding(Answer.NO)))
    studio.engine.interviewer.judge = OfflineInterviewer().judge  # type: ignore[method-assign]
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert (made.after, made.note) == (None, dispute.NO_READER)


async def test_offline_a_fact_and_the_word_check_come_out_the_same(tmp_path: Path) -> None:
    studio, session_id, report = await interviewed(tmp_path, OfflineInterviewer(), ("pair-sum", "hash-tables"))
    fact = await studio.service.dispute(session_id, "ran-first", None, "I ran it in my head")
    assert (fact.after, fact.note, fact.judged_by) == (fact.before, dispute.SAME_FACT, "offline")
    words = await studio.service.dispute(session_id, "worst-case", None, "")
    assert (words.after, words.note) == (words.before, dispute.SAME_WORDS)
    assert words.would_stand == words.stands
    kept = await studio.service.get_feedback(session_id)
    assert kept.disputes == (fact, words)
    assert without_disputes(kept) == report


async def test_a_model_reads_what_the_word_check_answered(tmp_path: Path) -> None:
    reader = Reader(None, finding(Answer.YES))
    studio, session_id, report = await interviewed(tmp_path, reader)
    before = dispute.find(report, "collisions").finding
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert before.source is Source.BANK
    assert made.before == before
    assert made.after == finding(Answer.YES)


async def test_a_dimension_that_was_left_open_stays_open(tmp_path: Path) -> None:
    """Nothing but the lowest level comes of the second finding: that is no reason to call the rest read."""
    studio, session_id, report = await interviewed(
        tmp_path, Reader(finding(Answer.NO), finding(Answer.NOT_APPLICABLE), finding(Answer.YES))
    )
    (question,) = report.questions
    opened = tuple(
        one.replace(level=None, findings=(*one.findings, *(finding(Answer.NO, f"more-{n}") for n in range(3))))
        if one.dimension is Dimension.DEPTH
        else one
        for one in question.dimensions
    )
    session = await studio.store.load(session_id)
    open_report = report.replace(questions=(question.replace(dimensions=opened),))
    await studio.store.save(session, session.replace(feedback=open_report))
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert made.after is not None and made.after.answer is Answer.NOT_APPLICABLE
    assert (made.stands.level, made.would_stand.level) == (None, None)


async def test_which_finding_is_meant(tmp_path: Path) -> None:
    studio, session_id, report = await interviewed(tmp_path, OfflineInterviewer(), ("hash-tables", "pair-sum"))
    session = await studio.store.load(session_id)
    twice = (*report.questions, report.questions[0].replace(question_id="q3"))
    await studio.store.save(session, session.replace(feedback=report.replace(questions=twice)))
    with pytest.raises(BadInput) as several:
        await studio.service.dispute(session_id, "collisions", None, "")
    assert several.value.fix == "name one with --question q1"
    with pytest.raises(NotFound) as unknown:
        await studio.service.dispute(session_id, "colisions", "q1", "")
    assert "collisions" in unknown.value.why and "ran-first" not in unknown.value.why
    with pytest.raises(NotFound) as elsewhere:
        await studio.service.dispute(session_id, "collisions", "q9", "")
    assert elsewhere.value.why == "Its questions: q1, q2, q3."


async def test_own_judgement_and_an_empty_report_have_nothing_to_dispute(tmp_path: Path) -> None:
    _, _, report = await interviewed(tmp_path, Reader(finding(Answer.NO)))
    own = tuple(
        one.replace(findings=tuple(each.replace(source=Source.SELF) for each in one.findings))
        for one in report.questions[0].dimensions
    )
    selfs = report.replace(questions=(report.questions[0].replace(dimensions=own),))
    with pytest.raises(NotFound) as none:
        dispute.find(selfs, "collisions")
    assert none.value.why == "Its criteria: none."


async def test_when_there_is_nothing_to_dispute(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    session = await studio.service.create_interview_session(user_id="u", questions=("hash-tables",))
    with pytest.raises(IllegalTransition):
        await studio.service.dispute(session.id, "collisions", None, "")
    with pytest.raises(BadInput, match="2,001 characters"):
        await studio.service.dispute(session.id, "collisions", None, "x" * 2_001)


async def test_without_consent_nothing_is_read_or_kept(tmp_path: Path) -> None:
    studio, session_id, _ = await interviewed(tmp_path, OfflineInterviewer())
    await studio.service.withdraw_consent("u")
    with pytest.raises(Forbidden):
        await studio.service.dispute(session_id, "collisions", None, "")
    assert (await studio.service.get_feedback(session_id)).disputes == ()


async def test_a_question_that_has_left_the_bank(tmp_path: Path) -> None:
    studio, session_id, report = await interviewed(tmp_path, OfflineInterviewer())
    session = await studio.store.load(session_id)
    gone = report.replace(questions=(report.questions[0].replace(bank_id="gone"),))
    await studio.store.save(session, session.replace(feedback=gone))
    with pytest.raises(NotFound, match="cannot be judged again") as refused:
        await studio.service.dispute(session_id, "collisions", None, "")
    assert refused.value.why == "gone is not in the bank any more."


async def test_the_words_of_an_objection_are_in_no_error(tmp_path: Path) -> None:
    studio, session_id, _ = await interviewed(tmp_path, OfflineInterviewer())
    with pytest.raises(NotFound) as error:
        await studio.service.dispute(session_id, "none-such", None, SECRET)
    assert SECRET not in str(error.value) + error.value.why + error.value.fix


async def test_reports_from_before_are_still_read(tmp_path: Path) -> None:
    _, _, report = await interviewed(tmp_path, OfflineInterviewer())
    stored = report.model_dump(mode="json", exclude={"disputes"})
    assert InterviewFeedback.model_validate(stored) == report


async def test_of_two_criteria_with_one_name_the_one_that_can_be_read_again_is_meant(tmp_path: Path) -> None:
    studio, session_id, report = await interviewed(tmp_path, Reader(finding(Answer.NO), finding(Answer.YES)))
    (question,) = report.questions
    fact = finding(Answer.NO).replace(source=Source.FACT, statement="Collided.")
    both = tuple(
        one.replace(findings=(fact, *one.findings)) if one.dimension is Dimension.DEPTH else one
        for one in question.dimensions
    )
    session = await studio.store.load(session_id)
    named = report.replace(questions=(question.replace(dimensions=both),))
    await studio.store.save(session, session.replace(feedback=named))
    made = await studio.service.dispute(session_id, "collisions", None, "")
    assert made.before.source is Source.MODEL
    assert made.after is not None and made.after.answer is Answer.YES
