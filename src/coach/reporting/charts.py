"""Charts as inline SVG: no script, no font and no address in them, colours from the page's style sheet.

pygal writes a script element, a random id and the date into every chart; a few shapes are less than removing them.
Every chart has a title and a description, and what it shows stands beside it as text.
"""

import math
from collections.abc import Callable, Sequence
from xml.etree.ElementTree import Element, tostring

from markupsafe import Markup

from coach.domain.coding import Complexity
from coach.domain.feedback import Growth
from coach.evaluation.complexity import Fit, shape, usable
from coach.reporting.visible import shown

Point = tuple[float, float]
Curve = Callable[[float], float]
GOOD, FAIR = 7.0, 4.0
BAR_HEIGHT = 18
WIDTH, HEIGHT = 360, 240
LEFT, TOP, RIGHT, BOTTOM = 52, 10, 14, 34
"""Units of the plot around its plane."""
STEPS = 48
"""Pieces a curve is drawn in."""


def element(tag: str, *children: Element, text: object = "", **attributes: object) -> Element:
    """One SVG element; `class_` and `text_anchor` are written class and text-anchor."""
    made = Element(tag, {name.rstrip("_").replace("_", "-"): str(value) for name, value in attributes.items()})
    made.text = shown(str(text))
    made.extend(children)
    return made


def drawing(title: str, description: str, key: str, *shapes: Element, **attributes: object) -> Markup:
    """A whole chart; `key` makes its ids unique on the page."""
    names = (element("title", id=f"{key}-title", text=title), element("desc", id=f"{key}-desc", text=description))
    labels = {"role": "img", "aria_labelledby": f"{key}-title", "aria_describedby": f"{key}-desc"}
    # ElementTree has escaped every text and attribute in it.
    return Markup(tostring(element("svg", *names, *shapes, **labels, **attributes), encoding="unicode"))  # noqa: S704


def grade(score: float | None) -> str:
    """The class a score is coloured by."""
    if score is None:
        return "none"
    return "good" if score >= GOOD else "fair" if score >= FAIR else "poor"


def score_bar(name: str, score: float | None, bar: float | None, key: str) -> Markup:
    """A score 0–10 as a bar; the line across is the bar of the company."""
    shapes = [element("rect", class_="track", x=0, y=3, width="100%", height=12, rx=3)]
    if score is not None:
        shapes.append(element("rect", class_=grade(score), x=0, y=3, width=f"{score * 10:.1f}%", height=12, rx=3))
    if bar is not None:
        at = f"{bar * 10:.1f}%"
        shapes.append(element("line", class_="limit", x1=at, x2=at, y1=0, y2=BAR_HEIGHT))
    told = "not assessed" if score is None else f"{score:.1f} of 10"
    limit = "" if bar is None else f" The line is the bar at {bar:.1f}."
    return drawing(f"{name}: {told}", f"A bar from 0 to 10.{limit}", key, *shapes, width="100%", height=BAR_HEIGHT)


# -- growth -----------------------------------------------------------------------------------------------------------


def growth_plot(growth: Growth, key: str) -> Markup | None:
    """Measured times with the fitted curve and the target, both axes logarithmic; None without two sizes."""
    points = usable(growth.points)
    if len({n for n, _ in points}) < 2:
        return None
    plane = _Plane(points)
    best = best_class(growth)
    lines = [plane.line(Fit(points).curve(best).at, "fit")] if best else []
    if growth.target and growth.target not in growth.classes:
        lines.append(plane.line(through(points[0], growth.target), "target"))
    dots = [element("circle", class_="dot", cx=plane.x(n), cy=plane.y(seconds), r=3.5) for n, seconds in points]
    # An svg inside an svg cuts off what leaves it; a dot on the edge stays whole.
    shapes = (*plane.axes(), plane.layer(lines, overflow="hidden"), plane.layer(dots, overflow="visible"))
    (n, short), (top, long) = points[0], points[-1]
    told = f"{len(points)} sizes, from {time(short)} at n = {n:,.0f} to {time(long)} at n = {top:,.0f}."
    return drawing("CPU time by size of the input", told, key, *shapes, viewBox=f"0 0 {WIDTH} {HEIGHT}", class_="plot")


def best_class(growth: Growth) -> Complexity | None:
    """Of the classes the growth may belong to, the one whose curve lies nearest; None when it is inconclusive."""
    fit = Fit(usable(growth.points))
    return min(growth.classes, key=lambda name: fit.curve(name).error, default=None)


class _Plane:
    """Where (n, seconds) lies in a plane of logarithms, whole decades of time high."""

    width, height = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def __init__(self, points: Sequence[Point]) -> None:
        times = [seconds for _, seconds in points]
        self.sizes = (points[0][0], points[-1][0])
        low, high = math.floor(math.log10(min(times))), math.ceil(math.log10(max(times)))
        self.decades = (low, max(high, low + 1))

    def x(self, n: float) -> float:
        low, high = map(math.log, self.sizes)
        return round((math.log(n) - low) / (high - low) * self.width, 1)

    def y(self, seconds: float) -> float:
        low, high = self.decades
        # Three decades outside is as good as anywhere outside.
        place = min(max(math.log10(max(seconds, 1e-12)), low - 3), high + 3)
        return round((high - place) / (high - low) * self.height, 1)

    def layer(self, shapes: Sequence[Element], overflow: str) -> Element:
        return element("svg", *shapes, x=LEFT, y=TOP, width=self.width, height=self.height, overflow=overflow)

    def line(self, curve: Curve, name: str) -> Element:
        low, high = self.sizes
        sizes = [low * (high / low) ** (step / STEPS) for step in range(STEPS + 1)]
        return element("polyline", class_=name, points=" ".join(f"{self.x(n)},{self.y(curve(n))}" for n in sizes))

    def axes(self) -> list[Element]:
        right, floor = LEFT + self.width, TOP + self.height
        shapes = []
        for decade in range(self.decades[0], self.decades[1] + 1):
            y = TOP + self.y(10.0**decade)
            shapes.append(element("line", class_="grid", x1=LEFT, x2=right, y1=y, y2=y))
            shapes.append(element("text", x=LEFT - 6, y=y + 4, text_anchor="end", text=time(10.0**decade)))
        low, high = self.sizes
        for n, anchor in ((low, "start"), (math.sqrt(low * high), "middle"), (high, "end")):
            shapes.append(element("text", x=LEFT + self.x(n), y=floor + 15, text_anchor=anchor, text=count(n)))
        return [*shapes, element("text", x=LEFT + self.width / 2, y=HEIGHT - 4, text_anchor="middle", text="n")]


def time(seconds: float) -> str:
    """A short time in its own unit: 3.2 ms."""
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size * 0.9995:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} µs"


def count(n: float) -> str:
    """A size in few signs: 150k."""
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if n >= size:
            return f"{n / size:.3g}{unit}"
    return f"{n:.3g}"


def through(point: Point, name: Complexity) -> Curve:
    """The curve of a class through one measurement."""
    n, seconds = point
    form = shape(name, n)
    return lambda size: seconds * form(size)
