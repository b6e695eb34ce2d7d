"""The report in Markdown and in the terminal: everything is there, nothing is interpreted."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from coach.domain.enums import Answer, Dimension, QuestionType, Source, Verdict
from coach.domain.feedback import (
    Cap,
    Coverage,
    DimensionResult,
    Dispute,
    Evidence,
    EvidenceKind,
    Finding,
    GateResult,
    Growth,
    InterviewFeedback,
    QuestionAssessment,
    Standing,
)
from coach.domain.own_tests import Disagreement, TestStrength
from coach.domain.session import InterviewSession
from coach.reporting import words
from coach.reporting.markdown import markdown
from coach.reporting.terminal import report
from tests.test_interview_models import session

STRENGTH = TestStrength(
    tests=5,
    copies=1,
    right=3,
    disagreements=(Disagreement(line=4, input="numbers = [1]\ntarget = 2", expected="true", reference="false"),),
    caught=("same_twice", "sorted"),
    missed=("empty_list",),
)
QUOTE = Evidence(kind=EvidenceKind.QUOTE, text="I would use a hash map", ref="r1")
TEST = Evidence(kind=EvidenceKind.TEST, text="edge: empty list")


def finding(answer: Answer = Answer.YES, *evidence: Evidence, source: Source = Source.FACT) -> Finding:
    return Finding(
        criterion_id="plan",
        dimension=Dimension.COMMUNICATION,
        statement="Stated a plan [bold]first[/bold]",
        answer=answer,
        source=source,
        evidence=evidence,
    )


def assessment(**changes: Any) -> QuestionAssessment:
    fields: dict[str, Any] = {
        "question_id": "q1",
        "bank_id": "pair-sum",
        "kind": QuestionType.CODING_PROBLEM,
        "title": "Pair with a sum",
        "gate": GateResult.PASSED,
        "score": 4.0,
        "level": 2.0,
        "dimensions": (
            DimensionResult(
                dimension=Dimension.COMMUNICATION,
                level=2,
                findings=(finding(Answer.YES, QUOTE), finding(Answer.NO, TEST, source=Source.BANK)),
                caps=(Cap(dimension=Dimension.COMMUNICATION, level=2, reason="a hint was taken"),),
            ),
            DimensionResult(dimension=Dimension.VERIFICATION, level=None, why="nothing to judge"),
        ),
        "caps": (Cap(dimension=Dimension.PROBLEM_SOLVING, level=2, reason="not solved"),),
        "solved": False,
        "verdict": Verdict.WRONG_ANSWER,
        "tests_passed": 5,
        "tests_total": 6,
        "smallest_failure": "numbers = [5, 1]",
        "growth": Growth(classes=("n", "n log n"), target="n", claimed="O(n)", slower_by=0, beyond_target=0),
        "hints_used": 2,
        "seconds": 605.0,
        "coverage": (
            Coverage(id="a", text="Says a.", found=True, words="the a"),
            Coverage(id="b", text="Says b.", found=False, tier="bonus"),
            Coverage(id="c", text="Says c.", found=None),
        ),
        "own_tests": STRENGTH,
        "corrections": ("It is not always constant.",),
        "model_solution": "def has_pair(): ...",
        **changes,
    }
    return QuestionAssessment(**fields)


def feedback(**changes: Any) -> InterviewFeedback:
    fields: dict[str, Any] = {
        "session_id": "abc",
        "overall_score": 4.0,
        "technical_score": 7.5,
        "communication_score": None,
        "problem_solving_score": 1.0,
        "dimensions": (),
        "key_strengths": ("Asked first.",),
        "areas_for_improvement": ("Test edge cases.",),
        "recommendations": ("Practise intervals.",),
        "questions": (assessment(),),
        "not_assessed": ("verification of q1: nothing to judge",),
        "assessment_confidence": 0.6,
        "company": "Big tech",
        "bar": 6.0,
        "meets_bar": False,
        **changes,
    }
    return InterviewFeedback(**fields)


def in_terminal(value: InterviewFeedback, *, evidence: bool = True, taken: InterviewSession | None = None) -> str:
    console = Console(width=200, markup=False, highlight=False, no_color=True)
    with console.capture() as captured:
        console.print(report(taken or session(), value, evidence=evidence))
    return captured.get()


def read(text: str) -> str:
    """Markdown as its reader sees it: without the backslashes that keep content from being interpreted."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


EVERYWHERE = [
    "Big tech",
    "Asked first.",
    "Test edge cases.",
    "Practise intervals.",
    "Pair with a sum",
    "5/6 tests passed, first problem: wrong answer",
    "measured growth: O(n) to O(n log n) (target O(n), you said O(n))",
    "2 hints",
    "10:05",
    "Stated a plan [bold]first[/bold]",
    "“I would use a hash map” [r1]",
    "edge: empty list",
    "held at level 2: a hint was taken",
    "not solved",
    "numbers = [5, 1]",
    "It is not always constant.",
    "own tests: 3 of 5 count, 1 repeats a sample or another, 2 of 3 known mistakes caught (not: empty_list)",
    "line 4 of your tests: numbers = [1], target = 2 gives false, not true",
    "not assessed",
    "verification of q1: nothing to judge",
]


@pytest.mark.parametrize("words_", EVERYWHERE)
def test_both_reports_say_everything(words_: str) -> None:
    assert words_ in read(markdown(session(), feedback()))
    assert words_ in in_terminal(feedback())


def test_who_wrote_a_question_is_told_where_no_person_did() -> None:
    asked = session()
    by_model = asked.replace(questions=(asked.questions[0].replace(source="model [x]"), asked.questions[1]))
    for taken, told in ((asked, False), (by_model, True)):
        for text in (read(markdown(taken, feedback())), in_terminal(feedback(), taken=taken)):
            assert ("written by model [x]" in text) is told
    assert "written by model \\[x\\]" in markdown(by_model, feedback())


def test_an_objection_is_told_with_both_readings() -> None:
    stands = Standing(level=2, question_score=4.0, overall_score=4.0)
    made = Dispute(
        question_id="q1",
        before=finding(Answer.NO),
        after=finding(Answer.YES),
        note="read again",
        at=datetime(2026, 1, 5, tzinfo=UTC),
        stands=stands,
        would_stand=stands,
    )
    value = feedback(disputes=(made,))
    for shown in (in_terminal(value), markdown(session(), value)):
        assert "first ✗" in read(shown)
        assert "the score stays 4.0" in read(shown)


def test_who_worded_the_report_is_told() -> None:
    plain = feedback()
    assert words.written(plain) == ""
    written = feedback(summary="You planned first.", written_by="model-x")
    fallen = feedback(not_written="The model is gone.")
    assert "The report was worded by model-x" in markdown(session(), written)
    for shown in (lambda value: read(markdown(session(), value)), in_terminal):
        assert "worded" not in shown(plain)
        assert "You planned first." in shown(written)
        assert "worded by model-x" in shown(written)
        assert "worded without a model – The model is gone." in shown(fallen)


def test_markdown_has_coverage_and_the_strong_answer() -> None:
    text = markdown(session(), feedback())
    assert "- ✓ Says a. (must) – “the a”" in text
    assert "- ✗ Says b. (bonus)" in text
    assert "- ? Says c. (must)" in text
    assert "```\ndef has_pair(): ...\n```" in text


def test_a_strong_answer_in_words_is_no_code_block() -> None:
    told = assessment(kind=QuestionType.BEHAVIORAL, model_solution="I listened.", smallest_failure="", coverage=())
    text = markdown(session(), feedback(questions=(told,)))
    assert "I listened." in text
    assert "```" not in text


def test_without_evidence_the_levels_stay() -> None:
    text = in_terminal(feedback(), evidence=False)
    assert "communication" in text
    assert "Stated a plan" not in text


def test_without_a_bar_none_is_told() -> None:
    assert "bar" not in in_terminal(feedback(bar=None, meets_bar=None)).casefold()
    assert "Bar of" not in markdown(session(), feedback(bar=None, meets_bar=None))


@pytest.mark.parametrize(("value", "word"), [(0.95, "high"), (0.6, "medium"), (0.2, "low")])
def test_confidence_in_words(value: float, word: str) -> None:
    assert words.confidence(value) == word


def test_empty_parts_say_nothing() -> None:
    bare = assessment(tests_total=None, growth=None, hints_used=0, own_tests=None)
    assert (words.own_tests(bare), words.wrong_tests(bare)) == ("", ())
    weak = STRENGTH.replace(copies=2, caught=(), missed=("a", "b"))
    told = "own tests: 3 of 5 count, 2 repeat a sample or another, 0 of 2 known mistakes caught"
    assert words.own_tests(assessment(own_tests=weak)) == told
    plain = STRENGTH.replace(copies=0, missed=())
    assert words.own_tests(assessment(own_tests=plain)) == "own tests: 3 of 5 count, 2 of 2 known mistakes caught"
    assert words.tests(bare) == ""
    assert words.growth(bare) == ""
    unknown = assessment(growth=Growth(classes=(), target="n", slower_by=0, beyond_target=0))
    assert "inconclusive" in words.growth(unknown)
    assert words.tests(assessment(verdict=Verdict.ACCEPTED, tests_passed=6)) == "6/6 tests passed"
    assert words.minutes(59.6) == "1:00"


HOSTILE = "\x1b[2J\x9b\x07"


def hostile(words_: str) -> InterviewFeedback:
    """A report in which every text of content is the same."""
    said = finding(Answer.YES, Evidence(kind=EvidenceKind.QUOTE, text=words_, ref=words_)).replace(statement=words_)
    cap = Cap(dimension=Dimension.COMMUNICATION, level=2, reason=words_)
    wrong = Disagreement(line=1, input=words_, expected=words_, reference=words_)
    own = TestStrength(tests=2, right=1, disagreements=(wrong,), caught=(words_,), missed=(words_,))
    judged = DimensionResult(dimension=Dimension.COMMUNICATION, level=2, findings=(said,), caps=(cap,), why=words_)
    growth = Growth(classes=("n",), target="n", claimed=words_, slower_by=0, beyond_target=0)
    texts = dict.fromkeys(("question_id", "title", "smallest_failure", "model_solution"), words_)
    seen = (Coverage(id="a", text=words_, found=True, words=words_, tier=words_),)
    parts = {"dimensions": (judged,), "caps": (cap,), "growth": growth, "coverage": seen, "own_tests": own}
    one = assessment(**texts, **parts, corrections=(words_,))
    lists = ("key_strengths", "areas_for_improvement", "recommendations", "not_assessed")
    return feedback(
        **dict.fromkeys(lists, (words_,)),
        questions=(one, one.replace(kind=QuestionType.BEHAVIORAL)),
        company=words_,
        judged_by=words_,
        summary=words_,
        written_by=words_,
    )


def test_content_does_not_drive_the_terminal() -> None:
    shown = in_terminal(hostile(HOSTILE))
    assert set(shown) & {"\x1b", "\x9b", "\x07"} == set()
    assert shown.count("\\x1b[2J\\x9b\\x07") >= 15
    text = markdown(session().replace(role=HOSTILE), hostile(HOSTILE))
    assert set(text) & {"\x1b", "\x9b", "\x07"} == set()


ODD = [
    "<script>alert(1)</script>",
    "\\<img src=x>",
    "`\\`<b>x</b>`",
    "``<b>x</b>`",
    "\\`<b>`x",
    "a\n\n# Strong hire",
    "a\n===",
    "a\n---\nb",
    "[here](http://evil.test)",
    "![it](http://evil.test/x.png)",
    "<http://evil.test>",
    "x\n\n[r1]: http://evil.test",
    "```\n</details>\n# x",
    "~~~\n# x",
    "- # x\n- <b>",
    "# x",
    "1. # x",
    "|a|b|\n|-|-|\n|c|d|",
    "````\n```",
]


@pytest.mark.parametrize("words_", ODD)
def test_content_does_not_become_markup(words_: str) -> None:
    def shape(text: str) -> list[str]:
        reader = MarkdownIt("commonmark").enable("table")
        tokens = [inner for token in reader.parse(text) for inner in (token, *(token.children or ()))]
        kinds = {"heading_open", "table_open", "html_block", "html_inline", "link_open", "image", "fence"}
        return [token.type + token.tag for token in tokens if token.type in kinds]

    assert shape(markdown(session(), hostile(words_))) == shape(markdown(session(), hostile("plain")))


def test_content_reads_as_it_was_said() -> None:
    said = "Use `dict[int]`, snake_case, a < b & *c* at https://x.test, 1. or #2"
    shown = MarkdownIt("commonmark").render(markdown(session(), feedback(key_strengths=(said,))))
    code = "<code>dict[int]</code>"
    assert f"<li>Use {code}, snake_case, a &lt; b &amp; *c* at https://x.test, 1. or #2</li>" in shown
    listed = feedback(recommendations=("1. first", "- second", "+ third", "`# fourth`"))
    shown = MarkdownIt("commonmark").render(markdown(session(), listed))
    for item in ("1. first", "- second", "+ third", "<code># fourth</code>"):
        assert f"<li>{item}</li>" in shown
    assert "https://" not in markdown(session(), feedback(key_strengths=(said,)))


def test_a_strong_answer_in_words_keeps_its_form() -> None:
    answer = "**Scope.** Two `List<int>` classes.\n\n- one\n- two"
    told = assessment(kind=QuestionType.SYSTEM_DESIGN, model_solution=answer)
    assert answer in markdown(session(), feedback(questions=(told,)))
