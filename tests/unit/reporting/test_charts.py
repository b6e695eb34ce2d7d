"""Charts: what they show is where it belongs, and nothing in them reaches out."""

import math
from xml.etree.ElementTree import Element, fromstring

import pytest

from coach.domain.coding import COMPLEXITIES, Complexity
from coach.domain.feedback import Growth
from coach.evaluation.complexity import NOISE_SECONDS, Fit, shape, usable
from coach.reporting import charts

SIZES = (1_000, 2_000, 4_000, 8_000, 16_000, 32_000)
SMALL = (10, 12, 14, 16, 18, 20)


def growth(*points: tuple[int, float], classes: tuple[Complexity, ...] = ("n",), target: Complexity = "n") -> Growth:
    return Growth(classes=classes, target=target, slower_by=0, beyond_target=0, points=points)


def linear(factor: float = 1e-6) -> tuple[tuple[int, float], ...]:
    return tuple((n, factor * n) for n in SIZES)


def read(svg: str) -> Element:
    return fromstring(svg)  # noqa: S314  our own


def shapes(svg: str, name: str) -> list[Element]:
    return [one for one in read(svg).iter() if one.get("class") == name]


def places(line: Element) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (pair.split(",") for pair in line.attrib["points"].split())]


@pytest.mark.parametrize(
    ("score", "name", "width"), [(7.0, "good", "70.0%"), (4.0, "fair", "40.0%"), (3.9, "poor", "39.0%")]
)
def test_a_bar_is_as_long_as_its_score(score: float, name: str, width: str) -> None:
    svg = charts.score_bar("overall", score, 6.5, "k")
    assert [one.get("width") for one in shapes(svg, name)] == [width]
    assert [one.get("x1") for one in shapes(svg, "limit")] == ["65.0%"]
    assert f"overall: {score} of 10" in svg
    assert "The line is the bar at 6.5." in svg


def test_no_score_is_no_bar() -> None:
    svg = charts.score_bar("technical", None, None, "k")
    assert [one.get("class") for one in read(svg) if one.get("class")] == ["track"]
    assert "technical: not assessed" in svg
    assert charts.grade(None) == "none"


def test_a_chart_has_a_title_and_a_description_and_no_address() -> None:
    svg = charts.growth_plot(growth(*linear()), "key")
    assert svg is not None
    root = read(svg)
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        "img",
        "key-title",
        "key-desc",
    )
    assert [(one.tag, one.get("id")) for one in root[:2]] == [("title", "key-title"), ("desc", "key-desc")]
    assert "6 sizes, from 1 ms at n = 1,000 to 32 ms at n = 32,000." in svg
    assert not {"://", "<script", "href", "style="} & {
        piece for piece in ("://", "<script", "href", "style=") if piece in svg
    }


def test_what_is_written_into_a_chart_is_text() -> None:
    svg = charts.score_bar("</title><script>\x1b\u202e\"'&", 5.0, None, "k")
    assert read(svg)[0].text == "</title><script>\\x1b\\u202e\"'&: 5.0 of 10"


@pytest.mark.parametrize("name", COMPLEXITIES)
def test_a_fitted_curve_goes_through_what_follows_its_class(name: Complexity) -> None:
    sizes = SMALL if name == "2^n" else SIZES
    form = shape(name, sizes[-1], 1.3 * 1.08**6)
    points = [(float(n), 1e-4 + 0.02 * form(n)) for n in sizes]
    curve = Fit(points).curve(name).at
    assert all(math.isclose(curve(n), seconds, rel_tol=1e-6) for n, seconds in points)


def test_no_coefficient_is_negative() -> None:
    falling = [(float(n), 1 / n) for n in SIZES]
    curve = Fit(falling).curve("n").at
    assert curve(1e9) >= curve(1.0) > 0


def test_the_class_that_lies_nearest_is_drawn() -> None:
    grown = growth(*((n, 1e-7 * n * math.log(n)) for n in SIZES), classes=("n", "n log n"), target="n log n")
    assert charts.best_class(grown) == "n log n"
    assert charts.best_class(growth(*linear(), classes=())) is None


def test_dots_and_curve_meet_and_a_target_beside_them_does_not() -> None:
    svg = charts.growth_plot(growth(*((n, 1e-9 * n * n) for n in SIZES), classes=("n^2",)), "k")
    assert svg is not None
    dots = [(float(one.attrib["cx"]), float(one.attrib["cy"])) for one in shapes(svg, "dot")]
    (fit,), (target,) = shapes(svg, "fit"), shapes(svg, "target")
    assert math.dist(places(fit)[0], dots[0]) < 1
    assert math.dist(places(fit)[-1], dots[-1]) < 1
    assert math.dist(places(target)[0], dots[0]) < 1
    # Up is less: a linear target ends below a quadratic measurement.
    assert places(target)[-1][1] > dots[-1][1] + 20


def test_an_inconclusive_growth_has_dots_and_the_target_alone() -> None:
    svg = charts.growth_plot(growth(*linear(), classes=(), target="n^2"), "k")
    assert svg is not None
    assert (len(shapes(svg, "dot")), len(shapes(svg, "fit")), len(shapes(svg, "target"))) == (6, 0, 1)
    assert charts.best_class(growth(classes=())) is None


def test_a_target_beyond_all_measure_stays_a_number() -> None:
    svg = charts.growth_plot(growth(*linear(), classes=("n",), target="2^n"), "k")
    assert svg is not None
    assert all(math.isfinite(y) for _, y in places(shapes(svg, "target")[0]))


@pytest.mark.parametrize("points", [(), ((100, 0.1),), ((0, 0.1), (5, 0.1)), ((5, math.inf), (6, -1.0), (7, 0.1))])
def test_without_two_sizes_there_is_no_plot(points: tuple[tuple[int, float], ...]) -> None:
    assert charts.growth_plot(growth(*points), "k") is None


def test_what_is_below_the_noise_counts_as_noise() -> None:
    assert usable(growth((20, 0.5), (10, 0.0)).points) == ((10.0, NOISE_SECONDS), (20.0, 0.5))


@pytest.mark.parametrize(
    ("seconds", "told"), [(2.0, "2 s"), (0.0321, "32.1 ms"), (0.001, "1 ms"), (0.0009999, "1 ms"), (2e-5, "20 µs")]
)
def test_times_are_told_in_their_unit(seconds: float, told: str) -> None:
    assert charts.time(seconds) == told


@pytest.mark.parametrize(("n", "told"), [(12, "12"), (1_500, "1.5k"), (2e6, "2M")])
def test_sizes_are_told_in_few_signs(n: float, told: str) -> None:
    assert charts.count(n) == told
