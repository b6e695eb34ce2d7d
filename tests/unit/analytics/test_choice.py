"""Which one question to practise."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from coach.analytics.choice import Shelf, best_question, used
from coach.analytics.standing import Known
from coach.domain.analytics import ConceptResult, Due, InterviewAnalytics
from coach.domain.content import BankQuestion
from coach.domain.enums import CompanyType, QuestionType, Seniority
from coach.errors import BadInput, NotFound
from tests.fakes import behavioral_question, concept_question

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
CATALOG: tuple[BankQuestion, ...] = (
    concept_question("hash-maps").replace(concepts=("hashing",)),
    concept_question("hash-tables").replace(concepts=("hashing", "arrays")),
    concept_question("indexes").replace(concepts=("indexing",), companies={"startup": 3}),
    concept_question("sockets").replace(concepts=("networking",), seniority=(Seniority.STAFF,)),
    behavioral_question("conflict"),
)


def remembered(concept: str, recall: float, *, days: int = -1, kind: str = "technical_concept") -> Due:
    moment = NOW + timedelta(days=days)
    return Due(concept=concept, kind=QuestionType(kind), due=moment, recall=recall, reviews=1, last_score=4.1)


def shelf(*due: Due, means: dict[str, float] | None = None, asked: tuple[str, ...] = (), empty: bool = False) -> Shelf:
    performance = tuple(
        ConceptResult(concept=name, mean_score=mean, questions=2) for name, mean in (means or {}).items()
    )
    analytics = InterviewAnalytics(user_id="local", interviews=1, concept_performance=performance)
    catalog = () if empty else CATALOG
    return Shelf(catalog, Known(analytics, due, asked), CompanyType.STARTUP, Seniority.MID)


def test_the_question_asked_longest_ago_comes_first() -> None:
    assert used(("b", "a", "b", "c")) == {"b": 0, "a": -1, "c": -3}
    hashing = CATALOG[:2]
    picks = [
        best_question(hashing, used(asked), CompanyType.STARTUP, Seniority.MID)
        for asked in ((), ("hash-maps",), ("hash-tables", "hash-maps"), ("hash-maps", "hash-tables"))
    ]
    assert [one and one.id for one in picks] == ["hash-maps", "hash-tables", "hash-maps", "hash-tables"]


def test_seniority_counts_before_novelty_and_novelty_before_the_company() -> None:
    asked = used(("indexes",))
    assert best_question((CATALOG[3], CATALOG[2]), asked, CompanyType.STARTUP, Seniority.MID) == CATALOG[2]
    assert best_question((CATALOG[2], CATALOG[0]), asked, CompanyType.STARTUP, Seniority.MID) == CATALOG[0]
    assert best_question((CATALOG[0], CATALOG[2]), {}, CompanyType.STARTUP, Seniority.MID) == CATALOG[2]
    assert best_question((), {}, CompanyType.STARTUP, Seniority.MID) is None


def test_the_most_urgent_with_a_question_is_chosen() -> None:
    found = shelf(remembered("conflict", 0.3), remembered("hashing", 0.62), remembered("indexing", 0.1, days=1)).due(
        NOW
    )
    assert found is not None
    assert (found.question.id, found.why) == ("hash-maps", "hashing is due: recall 62 %, last score 4.1")
    behavioral = shelf(remembered("conflict", 0.3, kind="behavioral")).due(NOW)
    assert behavioral is not None
    assert behavioral.question.id == "conflict"


def test_nothing_due_is_no_mistake() -> None:
    assert shelf().due(NOW) is None
    assert shelf(remembered("hashing", 0.99, days=3)).due(NOW) is None


def test_what_is_due_may_have_left_the_bank() -> None:
    with pytest.raises(NotFound, match="no question on what is due: long gone, hashing") as caught:
        shelf(remembered("long-gone", 0.1), remembered("hashing", 0.2, kind="behavioral")).due(NOW)
    assert caught.value.fix == "coach practice random"


def test_the_weakest_concept_with_a_question() -> None:
    found = shelf(
        means={"gone": 1.0, "indexing": 3.26, "hashing": 2.0, "arrays": 2.0}, asked=("hash-tables",)
    ).weakest()
    assert (found.question.id, found.why) == ("hash-tables", "arrays is weakest: mean score 2.0 over 2 questions")
    with pytest.raises(NotFound, match="no weakest concept yet"):
        shelf(means={"gone": 1.0}).weakest()


def test_the_last_question() -> None:
    assert shelf(asked=("indexes", "sockets")).last().question.id == "indexes"
    with pytest.raises(NotFound, match="no last question yet"):
        shelf().last()


def test_at_random_is_reproducible_and_not_the_last_one() -> None:
    drawn = {shelf(asked=("indexes",)).at_random(random.Random(seed)).question.id for seed in range(60)}
    assert drawn == {one.id for one in CATALOG} - {"indexes"}
    assert shelf().at_random(random.Random(7)) == shelf().at_random(random.Random(7))
    alone = Shelf(CATALOG[2:3], shelf(asked=("indexes",)).known, CompanyType.STARTUP, Seniority.MID)
    assert alone.at_random(random.Random(1)).question.id == "indexes"
    with pytest.raises(NotFound, match="bank is empty"):
        shelf(empty=True).at_random(random.Random(1))


def test_by_name() -> None:
    assert shelf().named("indexes").id == "indexes"
    assert shelf().named("ind").id == "indexes"
    both = Shelf((*CATALOG, concept_question("hash-maps-2")), shelf().known, CompanyType.STARTUP, Seniority.MID)
    assert both.named("hash-maps").id == "hash-maps"
    with pytest.raises(BadInput, match="'hash' fits 2 questions: hash-maps, hash-tables"):
        shelf().named("hash")
    with pytest.raises(NotFound, match="no question 'indices'") as caught:
        shelf().named("indices")
    assert caught.value.why == "Did you mean indexes?"
    with pytest.raises(NotFound) as caught:
        shelf().named("\x1b[2J")
    assert caught.value.why == ""
