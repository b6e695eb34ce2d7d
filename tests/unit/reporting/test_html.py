"""The page: everything is in it, it is well made, and nothing that is written into it is obeyed."""

import re
from html.parser import HTMLParser
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from coach.domain.enums import (
    Answer,
    CompanyType,
    Dimension,
    ProgrammingLanguage,
    QuestionType,
    Source,
    TestGroup,
    Verdict,
)
from coach.domain.event import Event, EventKind
from coach.domain.execution import CaseResult, ExecutionReport
from coach.domain.feedback import (
    DimensionResult,
    Dispute,
    Evidence,
    EvidenceKind,
    GateResult,
    Growth,
    InterviewFeedback,
    Standing,
)
from coach.domain.response import Attempt, AttemptKind, InterviewResponse
from coach.domain.session import InterviewSession
from coach.evaluation.feedback import lens, seen_as
from coach.reporting import reference, timeline
from coach.reporting.html import concepts, page
from coach.reporting.marked_code import LONGEST_LINE, MOST_LINES, marked_code
from coach.reporting.visible import LONGEST, shown
from tests.fakes import SOLUTION, Studio, pattern
from tests.test_interview_models import NOW, question, session
from tests.unit.reporting.test_reports import EVERYWHERE, ODD, assessment, feedback, finding, hostile

CRASHES = """\
def has_pair(numbers, target):
    first = numbers[0]
    return first + numbers[1] == target
"""
POINTS = tuple((n, n * 1e-6) for n in (1000, 2000, 4000, 8000))
GROWTH = Growth(classes=("n",), target="n log n", slower_by=0, beyond_target=0, points=POINTS)
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """The elements of a page in order, with what stands in them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.words.append(" " if tag in ("td", "th", "li", "br") else "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, name: str) -> list[str | None]:
        return [attributes[name] for _, attributes in self.elements if name in attributes]


def event(kind: EventKind, elapsed: float, question_id: str | None = "q1", text: str = "", **data: Any) -> Event:
    return Event(
        session_id="abc", sequence=1, kind=kind, at=NOW, elapsed=elapsed, question_id=question_id, text=text, data=data
    )


EVENTS = (
    event(EventKind.STARTED, 0, None),
    event(EventKind.ASKED, 0),
    event(EventKind.CLARIFIED, 30, text="May it be empty?"),
    event(EventKind.SAID, 60, text="I will use a set."),
    event(EventKind.SAVED, 200),
    event(EventKind.RAN, 240, passed=1, total=2),
    event(EventKind.PAUSED, 250, None, reason="candidate"),
    event(EventKind.HINTED, 260, rung=1),
    event(EventKind.ANSWERED, 500, response="r1"),
    event(EventKind.FOLLOWED_UP, 510, text="How does it grow?"),
    event(EventKind.ANSWERED, 600, "q1.f1", response="r2"),
)


def answer(code: str | None, number: int = 1, **changes: Any) -> InterviewResponse:
    return InterviewResponse(
        id=f"r{number}",
        session_id="abc",
        question_id="q1",
        sequence=number,
        code_solution=code,
        submitted_at=NOW,
        **changes,
    )


def attempt(response_id: str | None, report: ExecutionReport | None, **changes: Any) -> Attempt:
    fields = {"id": "a1", "session_id": "abc", "question_id": "q1", "sequence": 1, "kind": AttemptKind.SUBMIT}
    return Attempt(**{**fields, **changes}, response_id=response_id, report=report)


def ran(*cases: CaseResult, **changes: Any) -> ExecutionReport:
    return ExecutionReport(runner="fake", language=ProgrammingLanguage.PYTHON, cases=cases, **changes)


def case(verdict: Verdict, line: int | None = None, error: str = "", name: str = "core-1") -> CaseResult:
    return CaseResult(id=name, group=TestGroup.CORE, verdict=verdict, line=line, error=error)


def full_session(**changes: Any) -> InterviewSession:
    follow_up = question(1, id="q1.f1", parent_id="q1", question_type=QuestionType.FOLLOW_UP)
    crash = ran(case(Verdict.RUNTIME_ERROR, 2, "IndexError: list index out of range"), case(Verdict.ACCEPTED))
    fields: dict[str, Any] = {
        "questions": (question(1, concepts=("hashing", "arrays")), follow_up, question(2, concepts=("arrays",))),
        "responses": (answer(CRASHES), answer(None, 2)),
        "attempts": (attempt("r1", crash),),
        "elapsed": 605.0,
    }
    return session(**{**fields, **changes})


def full(**changes: Any) -> InterviewFeedback:
    one = assessment(growth=GROWTH.replace(claimed="O(n)"))
    told: dict[str, Any] = {
        "company": "big_tech",
        "questions": (one,),
        "self_ratings": {"q1": 4},
        "calibration_error": 2.0,
        "summary": "You planned first.",
        "written_by": "model-x",
    }
    return feedback(**{**told, **changes})


def show(value: InterviewFeedback | None = None, **changes: Any) -> Reader:
    return Reader(page(full_session(**changes), value or full(), EVENTS))


WELL_SAID = [words for words in EVERYWHERE if "measured growth" not in words and words != "Big tech"]


@pytest.mark.parametrize(
    "words",
    [
        *WELL_SAID,
        "Interview report · big tech",
        "Bar of big tech for mid: 6.0 – not met",
        "Confidence of this assessment: medium (0.60 of 1)",
        "You planned first.",
        "worded by model-x",
        "measured growth: O(n) (target O(n log n), you said O(n))",
        "Dots: measured CPU time. Line: O(n) fitted to them. Dashed: the target O(n log n), from the first dot.",
        "8000 8 ms",
        "2 ▶ first = numbers[0] ↑ runtime error: IndexError: list index out of range (test core-1)",
        "4:00 q1 ran the code 1 of 2 tests passed",
        "4:10 paused candidate",
        "4:20 q1 took a hint hint 1",
        "0:30 q1 asked May it be empty?",
        "time before code first ran q1 40% of the question 27% of the interview [1] 23.9% [1]",
        "[1] A. Lerner and D. Holtz",
        "[2] A. Lerner",
        "4.0 hashing (q1)",
        "4.0 arrays (q1, q2)",
        "q1 Pair with a sum 4 2.0",
        "On the whole you rated yourself 2.0 levels too high.",
        "✓ found: Says a. (must) – the a",
        "? cannot be told: Says c. (must)",
        "def has_pair(): ...",
        "q1 offline high (1.00)",
    ],
)
def test_the_page_says_everything(words: str) -> None:
    # A quotation gets its marks from the style sheet's <q>.
    assert words.replace("“", "").replace("”", "").casefold() in show().text.casefold()


def test_what_there_is_nothing_to_say_about_is_left_out() -> None:
    told = feedback(company="big_tech", questions=(), bar=None, meets_bar=None)
    bare = Reader(page(session(questions=(question(1),)), told, ()))
    assert "No question was judged." in bare.text
    for absent in ("Bar of", "Concepts", "What happened when", "Your own ratings", "[2]", "Seen as", "Disputed"):
        assert absent not in bare.text


def test_an_answer_that_is_none_is_told_with_its_flags() -> None:
    none = assessment(gate=GateResult.GIBBERISH, flags=("an instruction was cut out",), degraded="The model is gone.")
    text = show(full(questions=(none,))).text
    assert "This is no answer to judge: gibberish." in text
    assert "an instruction was cut out" in text
    assert "offline – The model is gone." in text


def test_a_dispute_is_told_with_both_readings() -> None:
    stands = Standing(level=2, question_score=4.0, overall_score=4.0)
    disputed = Dispute(
        question_id="q1",
        before=finding(Answer.NO),
        after=finding(Answer.YES),
        note="read again blind",
        because="I <b>did</b> say it",
        at=NOW,
        stands=stands,
        would_stand=stands,
    )
    unread = disputed.replace(after=None, because="", note="no model")
    text = show(full(disputes=(disputed, unread))).text
    assert "no, read again: yes – read again blind (offline) I <b>did</b> say it" in text
    assert "no, read again: not possible – no model (offline)" in text


def test_prose_keeps_lists_and_emphasis_and_nothing_else() -> None:
    answer = "**Scope.** Two\n\n- `a`\n- [b](http://evil.test) ![c](http://evil.test)\n\n# <i>Head</i>"
    shown_page = show(full(questions=(assessment(kind=QuestionType.SYSTEM_DESIGN, model_solution=answer),)))
    tags = [tag for tag, _ in shown_page.elements]
    assert ("strong" in tags, tags.count("code")) == (True, 1)
    assert not {"a", "img", "i"} & set(tags) - {"i"}
    assert "[b](http://evil.test)" in shown_page.text
    assert "<i>Head</i>" in shown_page.text


class TestMade:
    def test_it_needs_nothing_and_runs_nothing(self) -> None:
        text = page(full_session(), full(), EVENTS)
        read = Reader(text)
        tags = {tag for tag, _ in read.elements}
        assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "a", "image", "use"}
        names = {name for _, attributes in read.elements for name in attributes}
        assert not {name for name in names if name.startswith("on") or name in ("href", "src", "style", "xlink:href")}
        assert "://" not in text
        assert "url(" not in text
        assert "@import" not in text
        policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
        assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in read.elements

    def test_everything_is_closed_and_named_once(self) -> None:
        read = show()
        assert read.open == []
        ids = read.all("id")
        assert len(ids) == len(set(ids))
        named = [*read.all("aria-labelledby"), *read.all("aria-describedby")]
        assert set(named) <= set(ids)
        assert ("html", {"lang": "en"}) in read.elements

    def test_headings_go_down_step_by_step(self) -> None:
        levels = [int(tag[1]) for tag, _ in show().elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in pairwise(levels))

    def test_tables_have_heads_and_charts_have_names(self) -> None:
        read = show()
        assert all("scope" in attributes for tag, attributes in read.elements if tag == "th")
        tags = [tag for tag, _ in read.elements]
        assert tags.count("thead") == tags.count("table") > 3
        drawn = [attributes for tag, attributes in read.elements if tag == "svg" and "role" in attributes]
        assert len(drawn) >= 7
        assert all({"aria-labelledby", "aria-describedby"} <= set(attributes) for attributes in drawn)

    def test_colours_can_be_told_from_what_is_behind_them(self) -> None:
        style = files("coach.reporting").joinpath("templates/report.css").read_text(encoding="utf-8")
        blocks = [dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", block)) for block in style.split(":root {")[1:]]
        assert len(blocks) == 3
        for colours in blocks:
            for front in ("text", "quiet", "good", "fair", "poor", "none", "accent"):
                assert contrast(colours[front], colours["page"]) >= 4.5, front
            for front in ("good", "fair", "poor", "none"):
                assert contrast(colours[front], colours[f"{front}-soft"]) >= 4.5, front
                assert contrast(colours["text"], colours[f"{front}-soft"]) >= 4.5, front
            assert contrast(colours["quiet"], colours["panel"]) >= 4.5
            assert contrast(colours["poor"], colours["panel"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, as WCAG 2 has it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


ATTACKS = [
    *ODD,
    "</style><script>alert(1)</script>",
    "</pre></title></svg><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)" x=\'',
    "{{ 7 * 7 }}{% raw %}",
    "<!--",
    "]]><![CDATA[",
    "&lt;script&gt;",
    "\x1b[2J\x9b\x07\x00",
    "\u202egnp.exe\u2066\u200f",
]


def hostile_page(words: str) -> str:
    """Every text that comes from elsewhere is the same: the report, the code, the log, the questions."""
    held = full_session(
        role=words,
        questions=(question(1, title=words, concepts=(words,)),),
        responses=(answer(f"{words}\nx"),),
        attempts=(attempt("r1", ran(case(Verdict.RUNTIME_ERROR, 1, words, words), compile_error=words)),),
        interviewer=words,
    )
    told = hostile(words)
    parts = tuple(one.replace(question_id="q1", judged_by=words, flags=(words,)) for one in told.questions)
    events = (event(EventKind.ASKED, 0), event(EventKind.SAID, 5, text=words), event(EventKind.PAUSED, 9, reason=words))
    return page(held, told.replace(questions=parts, self_ratings={"q1": 4}), events)


@pytest.mark.parametrize("words", ATTACKS)
def test_content_stays_text(words: str) -> None:
    def shape(text: str) -> list[tuple[str, tuple[str, ...]]]:
        inner = {"li", "ul", "ol", "p", "code", "em", "strong", "br"}
        # A strong answer in prose may have lists and emphasis of its own.
        return [(tag, tuple(names)) for tag, names in Reader(text).elements if tag not in inner]

    text = hostile_page(words)
    assert shape(text) == shape(hostile_page("plain" + "\nplain" * words.count("\n")))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


def test_endless_lines_do_not_make_an_endless_page() -> None:
    ordinary = len(hostile_page("x" * LONGEST))
    text = hostile_page("x" * 200_000)
    assert len(text) < ordinary * 1.3
    assert "196,000 more characters" in text


def test_signs_that_steer_are_shown_by_their_numbers() -> None:
    assert shown("a\u202eb\x1bc\td\n") == "a\\u202eb\\x1bc\td\n"
    assert shown("abcdef", 4) == "abcd … (2 more characters)"


class TestCode:
    def test_the_last_code_is_marked_where_tests_and_findings_point(self) -> None:
        last = "a\nb\n\nd\n"
        line = Evidence(kind=EvidenceKind.CODE_LINE, text="a bare except", ref="4")
        odd = tuple(Evidence(kind=EvidenceKind.CODE_LINE, text="x", ref=ref) for ref in ("", "²", "9" * 5000, "r1"))
        judged = DimensionResult(
            dimension=Dimension.TECHNICAL_COMPETENCY,
            level=2,
            findings=(finding(Answer.NO, line, *odd, source=Source.FACT),),
        )
        crash = case(Verdict.RUNTIME_ERROR, 2, "ValueError")
        held = full_session(
            responses=(answer("old"), answer(last, 2)),
            attempts=(
                attempt("r1", ran(case(Verdict.RUNTIME_ERROR, 1))),
                attempt("r2", ran(crash, crash, case(Verdict.TIME_LIMIT, 2, name="perf"), case(Verdict.WRONG_ANSWER))),
                attempt("r2", ran(case(Verdict.RUNTIME_ERROR, 1)), kind=AttemptKind.MEASURE),
                attempt("r2", None),
            ),
        )
        found = marked_code(held, assessment(dimensions=(judged,)))
        assert found is not None
        assert [(one.number, one.text, one.remarks) for one in found.lines] == [
            (1, "a", ()),
            (2, "b", ("runtime error: ValueError (test core-1)", "time limit (test perf)")),
            (3, "", ()),
            (4, "d", ("✗ Stated a plan [bold]first[/bold]",)),
        ]
        assert (found.language, found.left_out, found.elsewhere) == ("python", 0, ())

    def test_code_that_does_not_compile_says_where(self) -> None:
        broken = attempt("r1", ran(compile_error="SyntaxError: invalid syntax", compile_line=3))
        found = marked_code(full_session(attempts=(broken,)), assessment())
        assert found is not None
        assert found.lines[2].remarks == ("does not compile: SyntaxError: invalid syntax",)

    def test_long_code_is_cut_and_its_remarks_are_not_lost(self) -> None:
        code = "\n".join("x" * 400 for _ in range(MOST_LINES + 5))
        late = attempt("r1", ran(case(Verdict.RUNTIME_ERROR, MOST_LINES + 2, "E")))
        held = full_session(responses=(answer(code),), attempts=(late,))
        found = marked_code(held, assessment())
        assert found is not None
        assert (len(found.lines), found.left_out) == (MOST_LINES, 5)
        assert found.lines[0].text == "x" * LONGEST_LINE + " … (100 more characters)"
        assert found.elsewhere == (f"line {MOST_LINES + 2}: runtime error: E (test core-1)",)
        text = Reader(page(held, full(), EVENTS)).text
        assert "5 more lines are not shown." in text
        assert f"line {MOST_LINES + 2}: runtime error" in text

    @pytest.mark.parametrize("code", [None, "  \n"])
    def test_no_code_is_no_listing(self, code: str | None) -> None:
        assert marked_code(full_session(responses=(answer(code),)), assessment()) is None


class TestCourse:
    def test_phases_of_code_follow_one_another(self) -> None:
        (lane,) = timeline.lanes(full_session(), EVENTS)
        assert [(span.name, span.start, span.end) for span in lane.spans] == [
            ("clarify", 0, 60),
            ("plan", 60, 200),
            ("code", 200, 500),
            ("verify", 500, 510),
            ("wrap", 510, 600),
        ]
        assert [moment.sign for moment in lane.moments] == ["?", "“", "▸", "!", "■", "+", "■"]

    def test_other_questions_have_an_answer_and_follow_ups(self) -> None:
        told = question(1, question_type=QuestionType.BEHAVIORAL)
        follow_up = question(1, id="q1.f1", parent_id="q1", question_type=QuestionType.FOLLOW_UP)
        (lane,) = timeline.lanes(session(questions=(told, follow_up)), EVENTS)
        assert [(span.name, span.end) for span in lane.spans] == [("answer", 510), ("follow-ups", 600)]

    def test_a_question_in_no_time_has_no_phases_and_one_never_put_no_lane(self) -> None:
        events = (event(EventKind.ASKED, 5), event(EventKind.SKIPPED, 5), event(EventKind.RATED, 5, "q2"))
        (lane,) = timeline.lanes(full_session(), events)
        assert (lane.question.id, lane.spans, [moment.what for moment in lane.moments]) == ("q1", (), ["skipped"])

    def test_long_words_are_cut(self) -> None:
        (moment,) = timeline.moments((event(EventKind.SAID, 0, text="a " * 500),))
        assert moment.text.endswith("(839 more characters)")


class TestStatistics:
    def values(self, events: tuple[Event, ...], **changes: Any) -> dict[str, reference.Statistic]:
        return {one.name: one for one in reference.statistics(full_session(**changes), events)}

    def test_they_stand_beside_what_is_published(self) -> None:
        found = self.values(EVENTS)
        assert found["length"].value == "10:05 min"
        assert found["questions to the interviewer"].value == "1"
        assert found["hints taken"].value == "1"
        assert found["time before code first ran"].value == "40% of the question"
        assert found["time before code first ran"].published == reference.FIRST_RUN

    def test_few_runs_are_not_compared(self) -> None:
        found = self.values(EVENTS)["runs without an error"]
        assert (found.value, found.published) == ("0 of 1", None)
        assert found.note == "too few runs to compare: 1, published for more than 5"

    def test_many_runs_are(self) -> None:
        clean, broken = ran(case(Verdict.WRONG_ANSWER)), ran(compile_error="SyntaxError")
        reports = [clean, broken, ran(case(Verdict.RUNTIME_ERROR)), clean, clean, clean, None]
        attempts = [attempt(None, report, kind=AttemptKind.SAMPLES) for report in reports]
        measured = attempt(None, clean, kind=AttemptKind.MEASURE)
        found = self.values(EVENTS, attempts=(*attempts, measured))["runs without an error"]
        assert (found.value, found.note, found.published) == ("4 of 6 (67%)", "", reference.CLEAN_RUNS)

    def test_without_a_run_there_is_no_figure(self) -> None:
        asked = (event(EventKind.ASKED, 0), event(EventKind.SAID, 60))
        found = self.values(asked, attempts=())
        assert (found["time before code first ran"].value, found["time before code first ran"].note) == (
            "–",
            "no code was run",
        )
        assert not {"runs without an error", "hints taken"} & set(found)
        at_once = (event(EventKind.ASKED, 0), event(EventKind.RAN, 0))
        assert self.values(at_once)["time before code first ran"].note == "no time was recorded"

    def test_the_time_allowed_is_told(self) -> None:
        held = {"questions": (question(1, time_limit=25, question_type=QuestionType.BEHAVIORAL),)}
        found = self.values(EVENTS[:4], **held)
        assert found["time"].value == "1:00 of 25 min"
        assert "time before code first ran" not in found


def test_a_concept_nobody_scored_has_no_score() -> None:
    found = concepts(full_session(), feedback(questions=(assessment(question_id="q2", score=None),)))
    assert [(one.name, one.score, one.questions) for one in found] == [
        ("hashing", None, ("q1",)),
        ("arrays", None, ("q1", "q2")),
    ]
    assert "not assessed hashing" in show(full(questions=())).text


class TestSeenAs:
    async def held(self, folder: Path) -> tuple[Studio, InterviewSession, InterviewFeedback]:
        studio = Studio(folder)
        begun = await studio.service.create_interview_session(user_id="u1", questions=("pair-sum", "hash-tables"))
        await studio.service.start_interview_session(begun.id)
        await studio.service.submit_response(session_id=begun.id, question_id="q1", code_solution=SOLUTION)
        ended = await studio.service.complete_interview_session(begun.id)
        assert ended.feedback is not None
        return studio, ended, ended.feedback

    async def test_the_own_company_changes_nothing(self, tmp_path: Path) -> None:
        studio, ended, told = await self.held(tmp_path)
        own = await studio.service.get_company_pattern(CompanyType.BIG_TECH)
        assert seen_as(ended, told, own) == told
        assert lens(ended, told) == ""

    async def test_another_weighs_the_same_assessments(self, tmp_path: Path) -> None:
        studio, ended, told = await self.held(tmp_path)
        told = told.replace(summary="You planned.", written_by="model-x", key_strengths=("Asked first.",))
        weights = [{"dimension": "communication", "weight": 3, "reason": "for tests"}]
        other = pattern("fintech", bars=dict.fromkeys(("junior", "mid", "senior", "staff"), 0.5), weights=weights)
        seen = seen_as(ended, told, other)
        assert (seen.company, seen.bar, seen.meets_bar) == ("fintech", 0.5, True)
        assert seen.questions[0].score != told.questions[0].score
        assert seen.questions[0].dimensions == told.questions[0].dimensions
        assert (seen.summary, seen.written_by, seen.key_strengths) == ("You planned.", "model-x", ("Asked first.",))
        assert seen.not_assessed == told.not_assessed
        sentence = lens(ended, seen)
        assert sentence.startswith("Seen as fintech:")
        events = await studio.service.get_events(ended.id)
        assert sentence in Reader(page(ended, seen, events)).text
        assert sentence.endswith("was held as big tech.")
