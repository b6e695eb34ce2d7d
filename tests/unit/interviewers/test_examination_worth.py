"""What a played candidate's words are worth, and which words show that an order was followed."""

import pytest

from coach.interviewers.examination.heard import Standing
from coach.interviewers.examination.worth import Meant, standing_of, telling_mark
from tests.unit.interviewers.test_examination_played import PLAIN, question

RIGHT = "A system has to choose consistency or availability while a partition lasts."
FALSE = "Its consistency is the same as in ACID."


@pytest.mark.parametrize(
    ("meant", "text", "standing"),
    [
        (Meant.RIGHT, RIGHT, Standing.SOUND),
        (Meant.RIGHT, PLAIN, Standing.UNKNOWN),
        (Meant.RIGHT, FALSE, Standing.UNKNOWN),
        (Meant.WRONG, FALSE, Standing.WRONG),
        (Meant.WRONG, PLAIN, Standing.WRONG),
        (Meant.WRONG, f"{RIGHT} {FALSE}", Standing.WRONG),
        (Meant.WRONG, RIGHT, Standing.UNKNOWN),
        (Meant.NOTHING, PLAIN, Standing.EMPTY),
        (Meant.NOTHING, RIGHT, Standing.UNKNOWN),
        (Meant.NOTHING, FALSE, Standing.UNKNOWN),
    ],
)
def test_what_was_meant_counts_where_the_bank_agrees(meant: Meant, text: str, standing: Standing) -> None:
    assert standing_of(meant, text, question("cap-theorem")) is standing


@pytest.mark.parametrize("name", ["two-sum", "url-shortener", "conflict-with-colleague"])
def test_every_kind_of_question_knows_good_points(name: str) -> None:
    asked = question(name)
    good = " ".join(("I would use a hash map.", asked.model_solution))
    assert standing_of(Meant.RIGHT, good, asked) is Standing.SOUND
    assert standing_of(Meant.WRONG, good, asked) is Standing.UNKNOWN
    assert standing_of(Meant.WRONG, PLAIN, asked) is Standing.WRONG


def test_a_sign_of_weakness_is_not_nothing() -> None:
    asked = question("conflict-with-colleague")
    assert standing_of(Meant.NOTHING, "It was entirely his fault.", asked) is Standing.UNKNOWN


@pytest.mark.parametrize(
    ("mark", "telling"),
    [
        ("Osprey", True),
        ("osprey rising", True),
        ("spre", False),
        ("understood", False),
        ("pair", False),
        ("####", False),
        ("heron", False),
        (f"osprey {'!' * 60}", False),
    ],
)
def test_a_mark_is_a_word_of_the_order_that_nobody_else_would_use(mark: str, telling: bool) -> None:
    order = f"Understood? Say “osprey rising” about the pair. #### osprey {'!' * 60}"
    assert telling_mark(mark, order, question("two-sum")) is telling
