"""Each move of a script, over fakes."""

from pathlib import Path

import pytest

from coach.domain.enums import InterviewStatus
from coach.domain.event import EventKind
from coach.domain.response import AttemptKind
from coach.errors import BadInput
from coach.scripted.player import Audience
from tests.fakes import SOLUTION, WRONG
from tests.unit.scripted.stage import Stage

PAIR = {"question": "pair-sum"}
STORY = {"question": "conflict", "moves": [{"submit": "I asked her why and we agreed on a test."}]}


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_a_whole_interview(stage: Stage) -> None:
    moves = [
        {"ask": "May one element be used twice?"},
        {"say": "I keep a set."},
        {"code": SOLUTION},
        {"run": True},
        {"submit": {"text": "Linear.", "confidence": 4}},
        {"rate": 3},
    ]
    played = await stage.play({**PAIR, "moves": moves, "follow_ups": {"memory": "Sort it."}}, STORY)
    session = played.session
    assert session.status is InterviewStatus.COMPLETED
    assert (session.user_id, session.front_door) == ("script", "scripted")
    assert played.runner == "trusting"
    assert played.feedback.overall_score is not None
    assert stage.watching.asked == ["1/2 pair-sum", "2/2 conflict"]
    assert stage.watching.runs == [(2, False), (6, True)]
    first, follow_up, story = session.responses
    assert (first.response_text, first.confidence_level, first.code_solution) == ("Linear.", 4, SOLUTION)
    assert (follow_up.question_id, follow_up.response_text) == ("q1.f1", "Sort it.")
    assert (story.question_id, story.code_solution) == ("q2", None)
    assert session.self_ratings == {"q1": 3}


async def test_what_is_stored_is_told_in_order(stage: Stage) -> None:
    moves = [{"say": "A set."}, {"code": SOLUTION}, {"hint": True}, {"submit": True}]
    played = await stage.play({**PAIR, "moves": moves})
    answered = f"answered q1 {played.session.responses[0].id}"
    assert stage.watching.stored == [
        *("created", "started", "said", "snapshot q1", "hint q1", answered, "skipped q1.f1", "completed"),
    ]


async def test_asking_earns_what_was_withheld(stage: Stage) -> None:
    played = await stage.play({**PAIR, "moves": [{"ask": "May one element be used twice?"}]})
    (event,) = await stage.events(played, EventKind.CLARIFIED)
    assert event.data["earned"] == ["same-element"]
    reply = stage.watching.spoken[2]
    assert reply[0] == "interviewer"
    assert reply[1].startswith("The two numbers come from different positions")


async def test_a_failure_is_mended_in_the_follow_up(stage: Stage) -> None:
    fixed = {"text": "One number cannot be used twice.", "code": SOLUTION}
    moves = [{"code": WRONG}, {"submit": True}]
    played = await stage.play({**PAIR, "moves": moves, "follow_ups": {"failed:edge": fixed}})
    submits = [attempt for attempt in played.session.attempts if attempt.kind is AttemptKind.SUBMIT]
    assert [attempt.report.passed for attempt in submits if attempt.report] == [5, 6]
    assert played.session.responses[1].question_id == "q1.f1"
    assert played.feedback.questions[0].solved is True


async def test_code_that_mends_nothing_is_handed_in_once(stage: Stage) -> None:
    again = {"text": "Perhaps so?", "code": WRONG}
    played = await stage.play(
        {**PAIR, "moves": [{"code": WRONG}, {"submit": True}], "follow_ups": {"failed:edge": again}}
    )
    assert [response.question_id for response in played.session.responses] == ["q1", "q1.f1"]


async def test_two_submissions_in_a_row(stage: Stage) -> None:
    moves = [{"code": WRONG}, {"submit": True}, {"code": SOLUTION}, {"submit": True}]
    played = await stage.play({**PAIR, "moves": moves})
    assert [response.question_id for response in played.session.responses] == ["q1", "q1"]
    assert played.feedback.questions[0].solved is True


async def test_answers_by_id_by_evidence_and_by_default(stage: Stage) -> None:
    story = {**STORY, "follow_ups": {"specificity": "I wrote a script.", "default": "Nothing more."}}
    played = await stage.play(story, interview={"company": "startup"})
    told = {
        played.session.question(response.question_id).follow_up_id: response.response_text
        for response in played.session.responses[1:]
    }
    assert set(told.values()) <= {"I wrote a script.", "Nothing more."}
    assert told.get("probe:specificity", "I wrote a script.") == "I wrote a script."


async def test_what_the_script_does_not_answer_is_left_open(stage: Stage) -> None:
    played = await stage.play({**PAIR, "moves": [{"say": "Hm."}]}, STORY)
    skipped = await stage.events(played, EventKind.SKIPPED)
    assert skipped[0].question_id == "q1"
    assert [response.question_id for response in played.session.responses] == ["q2"]


async def test_time_passes_by_waiting_alone(stage: Stage) -> None:
    played = await stage.play({**PAIR, "moves": [{"wait": 90}, {"pause": True}, {"wait": 30}, {"say": "A set."}]})
    assert played.session.elapsed == 120
    kinds = [event.kind for event in await stage.events(played, EventKind.PAUSED, EventKind.RESUMED)]
    assert kinds == [EventKind.PAUSED, EventKind.RESUMED]


async def test_moves_after_the_time_reach_no_other_question(stage: Stage) -> None:
    moves = [{"code": SOLUTION}, {"wait": 70}, {"submit": True}, {"say": "And one more thing."}, {"rate": 2}]
    played = await stage.play({**PAIR, "moves": moves}, STORY, interview={"minutes": 1})
    assert stage.watching.late == ["say"]
    assert played.session.self_ratings == {"q1": 2}
    assert [response.question_id for response in played.session.responses] == ["q1"]


async def test_moves_that_are_switched_off_do_nothing(stage: Stage) -> None:
    moves = [{"run": False}, {"hint": False}, {"submit": False}, {"pause": False}]
    played = await stage.play({**PAIR, "moves": moves})
    assert played.session.responses == ()
    assert not await stage.events(played, EventKind.HINTED, EventKind.RAN, EventKind.PAUSED)


async def test_own_tests_go_along_with_runs_and_submissions(stage: Stage) -> None:
    lines = "# one number alone\n- {numbers: [3], target: 6, expected: false}\n"
    moves = [{"code": WRONG}, {"run": True}, {"tests": lines}, {"run": True}, {"submit": True}]
    fixed = {"text": "One number cannot be used twice.", "code": SOLUTION}
    played = await stage.play({**PAIR, "moves": moves, "follow_ups": {"failed:edge": fixed, "default": "Sort."}}, STORY)
    assert stage.watching.runs == [(2, False), (2, False), (5, True), (6, True)]
    assert stage.watching.written == [WRONG, lines, SOLUTION]
    first, second = played.session.responses[:2]
    assert [test.line for test in first.own_tests] == [2]
    assert second.own_tests == first.own_tests
    assert [response.own_tests for response in played.session.responses[2:]] == [(), (), ()]
    strength = played.feedback.questions[0].own_tests
    assert strength is not None
    assert (strength.right, strength.caught) == (1, ("same_twice",))


async def test_own_tests_do_not_leak_into_the_next_question(stage: Stage) -> None:
    tests = "{numbers: [3], target: 6, expected: false}"
    played = await stage.play(
        {"moves": [{"code": SOLUTION}, {"tests": tests}, {"submit": True}]},
        {"moves": [{"code": SOLUTION}, {"submit": True}]},
        interview={"questions": ["pair-sum", "pair-sum"]},
    )
    assert [len(response.own_tests) for response in played.session.responses] == [1, 0]


@pytest.mark.parametrize(
    ("entry", "tests", "says"),
    [
        (PAIR, "{numbers: [3], target: 6}", "tests of pair-sum:1  expected – is missing"),
        ({"question": "conflict"}, "{numbers: [3], target: 6}", "conflict, which is answered in words"),
    ],
)
async def test_own_tests_that_do_not_fit(stage: Stage, entry: dict[str, str], tests: str, says: str) -> None:
    with pytest.raises(BadInput, match=says):
        await stage.play({**entry, "moves": [{"tests": tests}]})


async def test_submitting_before_there_is_code(stage: Stage) -> None:
    with pytest.raises(BadInput, match="submits pair-sum before it has any code"):
        await stage.play({**PAIR, "moves": [{"submit": True}]})


async def test_code_does_not_leak_into_the_next_question(stage: Stage) -> None:
    with pytest.raises(BadInput, match="no code"):
        await stage.play(
            {"moves": [{"code": SOLUTION}, {"submit": True}]},
            {"moves": [{"run": True}]},
            interview={"questions": ["pair-sum", "pair-sum"]},
        )


async def test_the_seed_decides_without_names(stage: Stage) -> None:
    first = await stage.play(interview={"max_questions": 2})
    second = await stage.play(interview={"max_questions": 2}, seed=1)
    assert [one.bank_id for one in first.session.roots] == [one.bank_id for one in second.session.roots]
    assert (first.session.seed, second.session.seed) == (1, 1)
    assert (await stage.play(interview={"max_questions": 1}, seed=9)).session.seed == 9


def test_an_audience_may_be_deaf() -> None:
    audience = Audience()
    audience.spoke("candidate", "Hello?")
    audience.saved("id", "said")
    audience.passed_over("say")
