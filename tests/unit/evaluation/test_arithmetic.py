"""Sums in a design, worked out again."""

import pytest

from coach.domain.prose import Estimate
from coach.evaluation import document
from coach.evaluation.arithmetic import quantity, sums_in, wrong_sums


@pytest.mark.parametrize(
    "text",
    [
        "100 million ÷ 2.6 million s ≈ 39 new links per second",
        "6 billion links × 500 bytes = 3 TB storage",
        "100M users × 10 req/day = 1B req/day",
        "1B / 86,400 ≈ 11.5k rps",
        "1B / 86400 = about 12k",
        "500 GB * 365 = 182 TB",
        "83k * 3 Mbps = 250 Gbps",
        "1e9/1e5 = 10k",
        "2 x 3 = 6",
        "100 MB/s × 86400 s = 8.6 TB",
        "10^3 * 10 ^ 3 = 1 million",
        "100 ms * 20 = 2 s",
        "12 * 5 = 60 months × 100 million = 6 billion",
        "20 * 10 requests per minute = 12,000 per hour",
        "80 % * 50 = 40",
    ],
)
def test_sums_that_hold(text: str) -> None:
    assert sums_in(text)
    assert wrong_sums(text) == ()


@pytest.mark.parametrize(
    ("text", "computed"),
    [
        ("100M × 1 KB = 10 TB", 1e11),
        ("10 * 20 = 300", 200),
        ("3 replicas x 2 TB = 60 TB", 6e12),
        ("1000 viewers * 5Mbps = 50 Gbps", 5e9),
        ("so: 50 GB * 10 = 5 TB, fine", 5e11),
    ],
)
def test_slips_are_found(text: str, computed: float) -> None:
    (wrong,) = wrong_sums(text)
    assert wrong.computed == pytest.approx(computed)
    assert wrong.text in text


@pytest.mark.parametrize(
    "text",
    [
        "7 years × 4 entries × 200 bytes ≈ 41 TB",
        "10 / 0 = 5",
        "100 million / (30 * 86400) = 38",
        "GET /v1/users/1 = ok",
        "5 * many = 10",
        "3 * 4",
        "2 * 3 * ",
        "1 * " * 20 + "1 = 1",
        "0 * 5 = 3",
    ],
)
def test_what_cannot_be_checked_is_not_called_wrong(text: str) -> None:
    assert wrong_sums(text) == ()


def test_quantities() -> None:
    assert quantity("1,500", None) == 1500
    assert quantity("2", "KiB") == 2048
    assert quantity("10^3", "k") == 1e6


ESTIMATE = Estimate(
    id="storage", quantity="Storage", formula="f", value=20, unit="TB", within=2, match=(("storage", "disk"),)
)


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Storage is 20 TB.", True),
        ("Storage is 30,000 GB per day.", True),
        ("We need 20 TB of disk.", True),
        ("Storage is 100 TB.", False),
        ("Storage is large. We have 20 TB.", False),
        ("20 TB", False),
    ],
)
def test_an_estimate_counts_near_the_known_value(text: str, near: bool) -> None:
    assert (document.estimated(ESTIMATE, text) is not None) is near


def test_structure_of_a_document() -> None:
    text = "# Scope\n**Numbers.** 5 GB\nData model: a table\n- a --> b\n- b->c\n"
    assert document.headings(text) == ("Scope", "Numbers", "Data model")
    assert document.links(text) == 2
