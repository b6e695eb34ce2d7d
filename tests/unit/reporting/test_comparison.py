"""Two interviews side by side, in words."""

import pytest

from coach.domain.enums import Verdict
from coach.evaluation.comparing import Comparison, Difference, MetTwice, QuestionBrief, Side, noise_of
from coach.reporting.comparison import fact_rows, question_rows, score_rows, sentences, told

HOSTILE = "\x1b[2J"
SIDE = Side(
    session_id="abc",
    at="2026-01-05",
    company="big_tech",
    seniority="mid",
    role="backend",
    difficulty="hard",
    kind="technical_coding",
    language="python",
    judged_by="offline",
    evaluator_version=2,
    seconds=605.0,
    hints=1,
    questions=2,
    meets_bar=None,
)


def difference(change: float | None, exceeds: bool | None = None, name: str = "overall") -> Difference:
    second = None if change is None else 4.0 + change
    return Difference(name=name, first=4.0, second=second, change=change, limit=3.1, exceeds=exceeds)


def comparison(*dimensions: Difference, title: str = "Pair sum", role: str = "backend") -> Comparison:
    brief = QuestionBrief(score=4.0, verdict=Verdict.WRONG_ANSWER, solved=False, hints=2, seconds=65.0)
    return Comparison(
        first=SIDE.replace(role=role),
        second=SIDE.replace(session_id="def", hints=0),
        noise=noise_of(()),
        overall=difference(1.0, False),
        groups=(difference(None, name="communication"),),
        dimensions=dimensions,
        met_twice=(MetTwice(bank_id="p", title=title, first=brief, second=QuestionBrief(score=None)),),
        cautions=("Different companies.",),
    )


@pytest.mark.parametrize(
    ("change", "exceeds", "words"),
    [
        (None, None, "not in both"),
        (0.0, False, "the same"),
        (1.0, False, "within the noise (± 3.1)"),
        (3.2, True, "better: more than chance makes (± 3.1)"),
        (-3.2, True, "worse: more than chance makes (± 3.1)"),
    ],
)
def test_a_difference_in_words(change: float | None, exceeds: bool | None, words: str) -> None:
    assert told(difference(change, exceeds)) == words


def test_scores_and_dimensions_of_one_name_are_told_apart() -> None:
    rows = score_rows(comparison(difference(0.0, False, "communication")))
    assert rows == (
        ("overall score", "4.0", "5.0", "+1.0", "within the noise (± 3.1)"),
        ("communication score", "4.0", "not assessed", "", "not in both"),
        ("communication", "4.0", "4.0", "0.0", "the same"),
    )


def test_what_neither_has_is_left_out() -> None:
    neither = difference(None, name="depth").replace(first=None)
    assert score_rows(comparison(neither)) == score_rows(comparison())


def test_facts_and_questions_stand_side_by_side() -> None:
    rows = {row[0]: row[1:] for row in fact_rows(comparison())}
    assert rows["for"] == ("big tech, mid backend", "big tech, mid backend")
    assert rows["kind"][0] == "technical coding, hard"
    assert (rows["time"][0], rows["hints"], rows["bar"][0]) == ("10:05", ("1", "0"), "cannot be told")
    (question,) = question_rows(comparison())
    assert question == ("Pair sum", "4.0, wrong answer, 2 hints, 1:05 min", "not assessed, 0:00 min")


def test_how_to_read_it_is_said() -> None:
    lines = list(sentences(comparison()))
    assert "typically differ by 1.6 points overall" in lines[0] and "by more than 3.1" in lines[0]
    assert lines[1].startswith("That is assumed")
    assert lines[2] == "Different companies."
    assert lines[3].startswith("Nothing here is more than chance makes")
    outside = list(sentences(comparison(difference(6.0, True))))
    assert outside[3] == "Of 2 scores about one in twenty lies outside its limits by chance alone."


def test_where_nothing_can_be_compared_nothing_is_concluded() -> None:
    empty = comparison().replace(overall=difference(None))
    assert list(sentences(empty))[-1] == "Different companies."


def test_content_does_not_drive_the_terminal() -> None:
    odd = comparison(title=HOSTILE, role=HOSTILE)
    cells = [cell for row in (*fact_rows(odd), *question_rows(odd)) for cell in row]
    assert not any("\x1b" in cell for cell in cells)
    assert sum("\\x1b" in cell for cell in cells) == 2
