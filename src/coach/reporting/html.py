"""The report as one page of HTML that needs nothing else: no script, no request, every text escaped."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

from coach.domain.enums import QuestionType
from coach.domain.event import Event
from coach.domain.feedback import InterviewFeedback, QuestionAssessment
from coach.domain.session import InterviewSession
from coach.evaluation.feedback import lens
from coach.reporting import charts, reference, timeline, words
from coach.reporting.marked_code import MarkedCode, marked_code
from coach.reporting.origin import writers
from coach.reporting.visible import shown

LONGEST_SOLUTION = 20_000
PROSE = ("backticks", "emphasis", "list", "newline")
"""What a model answer may have of Markdown: nothing that links, embeds or makes headings."""


@dataclass(frozen=True)
class Part:
    """One question of the page."""

    assessment: QuestionAssessment
    bar: Markup
    plot: Markup | None
    code: MarkedCode | None
    solution: Markup


@dataclass(frozen=True)
class Concept:
    """What was asked about, and the mean score of the questions that did; None where none was scored."""

    name: str
    score: float | None
    questions: tuple[str, ...]


def page(session: InterviewSession, feedback: InterviewFeedback, events: Sequence[Event]) -> str:
    """The whole report of one interview, as its company or another sees it."""
    found = timeline.lanes(session, events)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            session=session,
            feedback=feedback,
            seen_as=lens(session, feedback),
            scores=[(name, value, _bar(name, value, feedback.bar)) for name, value in words.scores(feedback)],
            parts=[_part(session, one, f"part-{number}") for number, one in enumerate(feedback.questions)],
            concepts=concepts(session, feedback),
            timeline=timeline.timeline(found, session.elapsed, "timeline") if found else None,
            moments=timeline.moments(events),
            statistics=reference.statistics(session, events),
            reference=reference,
            ratings=ratings(feedback),
            writers=writers(session),
        )
    )


def concepts(session: InterviewSession, feedback: InterviewFeedback) -> tuple[Concept, ...]:
    """Every concept of the interview, in the order of its questions."""
    scores = {assessment.question_id: assessment.score for assessment in feedback.questions}
    asked: dict[str, list[str]] = {}
    for question in session.roots:
        for name in question.concepts:
            asked.setdefault(name, []).append(question.id)
    return tuple(Concept(name, _mean([scores.get(one) for one in ids]), tuple(ids)) for name, ids in asked.items())


def ratings(feedback: InterviewFeedback) -> tuple[tuple[QuestionAssessment, int], ...]:
    """The questions the candidate rated, each with that rating."""
    own = feedback.self_ratings
    return tuple((one, own[one.question_id]) for one in feedback.questions if one.question_id in own)


def _mean(scores: Sequence[float | None]) -> float | None:
    known = [score for score in scores if score is not None]
    return sum(known) / len(known) if known else None


def _part(session: InterviewSession, assessment: QuestionAssessment, key: str) -> Part:
    name = f"{assessment.question_id} {assessment.title}"
    return Part(
        assessment=assessment,
        bar=charts.score_bar(name, assessment.score, None, f"{key}-score"),
        plot=charts.growth_plot(assessment.growth, f"{key}-growth") if assessment.growth else None,
        code=marked_code(session, assessment),
        solution=_solution(assessment),
    )


def _bar(name: str, value: float | None, bar: float | None) -> Markup:
    # The bar is for the whole interview; no group of dimensions has one.
    return charts.score_bar(name, value, bar if name == "overall" else None, f"score-{name.replace(' ', '-')}")


def _solution(assessment: QuestionAssessment) -> Markup:
    """A strong answer: code as it is, prose with its lists and emphasis."""
    text = shown(assessment.model_solution.strip(), LONGEST_SOLUTION)
    if assessment.kind is QuestionType.CODING_PROBLEM:
        return Markup('<pre class="code" tabindex="0">{}</pre>').format(text) if text else Markup()
    # markdown-it escapes text, and these rules write no address.
    return Markup(MarkdownIt("zero").enable(list(PROSE)).render(text))  # noqa: S704


@cache
def _environment() -> Environment:
    """Templates in which every value that is text goes through `shown` and is then escaped."""
    made = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        loader=PackageLoader("coach.reporting"),
        finalize=lambda value: shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(words=words, grade=charts.grade, time=charts.time, best_class=charts.best_class)
    return made
