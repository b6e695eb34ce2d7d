"""What a run came to: a table of cases, and below it the details of one."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, Static

from coach.domain.enums import Verdict
from coach.domain.execution import CaseResult, ExecutionReport
from coach.reporting.words import printable
from coach.tui.leading import Run
from coach.tui.widgets.pane import Pane, clipped

EMPTY = "No run yet. ctrl+r runs the sample tests on your code."
NO_CODE = "This question is answered in words; there is nothing to run."
CASE_WIDTH = 26


def in_words(case: CaseResult) -> str:
    """The verdict with its mark."""
    if case.verdict is Verdict.ACCEPTED:
        return "✓ passed"
    mark = "!" if case.verdict.value.endswith("limit") else "✗"
    return f"{mark} {case.verdict.value.replace('_', ' ')}"


def details(case: CaseResult) -> Content:
    """One case; of a hidden one neither its input nor what was expected."""
    seen = case.guarded
    where = f" (line {case.line})" if case.line else ""
    parts = [
        ("input", seen.input, ""),
        ("− expected", seen.expected, "$text-success"),
        ("+ got", "" if case.error else seen.got, "$text-error" * (in_words(case)[0] != "✓")),
        ("error", f"{case.error}{where}" if case.error else "", "$text-error"),
        ("printed", case.printed.rstrip("\n"), ""),
    ]
    about = printable(" · ".join(part for part in (case.id, case.why) if part))
    lines = [Content.styled(f"{in_words(case)} · {about}", "bold")]
    lines += [_part(name, text, style) for name, text, style in parts if text]
    if not case.is_open:
        lines.append(Content.styled("A hidden test: its input is not shown.", "$text-muted"))
    return Content("\n").join(lines)


def _part(name: str, text: str, style: str) -> Content:
    first, *more = clipped(text).split("\n")
    return Content.styled("\n".join([f"{name:<11}{first}", *(f"{'':<11}{line}" for line in more)]), style)


def broken(report: ExecutionReport) -> Content:
    """Why the code does not load."""
    where = f" (line {report.compile_line})" if report.compile_line else ""
    return Content.assemble(
        ("✗ The code does not load.", "bold $text-error"), "\n", clipped(report.compile_error + where)
    )


class Results(Pane):
    """The newest run, until another is chosen."""

    TITLE = "Tests"
    DEFAULT_CSS = """
    Results .state { padding: 0 1; height: auto; display: none; }
    Results .state.-there { display: block; }
    Results DataTable { height: auto; max-height: 55%; }
    Results VerticalScroll { height: 1fr; border-top: solid $foreground 20%; padding: 0 1; scrollbar-size-vertical: 1; }
    Results.-empty DataTable, Results.-empty VerticalScroll { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "turn(-1)", "Before", id="results.previous"),
        Binding("n", "turn(1)", "Next", id="results.next"),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._runs: Sequence[Run] = ()
        self._at = -1
        self._cases: tuple[CaseResult, ...] = ()
        self._told = EMPTY

    def content(self) -> ComposeResult:
        yield Static(EMPTY, classes="state -there", markup=False)
        yield DataTable[Text](cursor_type="row", zebra_stripes=True)
        with VerticalScroll():
            yield Static(classes="details", markup=False)

    def on_mount(self) -> None:
        self.add_class("-empty")
        self._table.add_columns("#", "case", "result", "time")

    @property
    def _table(self) -> DataTable[Text]:
        return self.query_one(DataTable)

    @property
    def summary(self) -> str:
        """The newest run in a few signs; empty before the first."""
        if not self._runs:
            return ""
        report = self._runs[-1].report
        return f"{report.passed}/{report.total} {'✓' if report.all_passed else '✗'}"

    def show(self, runs: Sequence[Run], *, coding: bool) -> None:
        """All runs, the oldest first; the newest is shown when there is one more."""
        is_new = len(runs) != len(self._runs)
        self._runs = runs
        if is_new:
            self._at = len(runs) - 1
            self._show_run()
        if not runs:
            self.tell(EMPTY if coding else NO_CODE)

    def tell(self, text: str) -> None:
        """A line above the table: what is going on, or what to press; empty for none."""
        if text != self._told:
            self._told = text
            state = self.query_one(".state", Static)
            state.update(text)
            state.set_class(bool(text), "-there")

    def tell_run(self) -> None:
        """Which run is shown, and what of its isolation was degraded; or what to press for a first one."""
        if not self._runs:
            self.tell(EMPTY)
            return
        run = self._runs[self._at]
        head = (
            f"run {run.number} of {len(self._runs)} · {run.kind} · question {run.root_id} · {run.report.seconds:.1f} s"
        )
        self.tell("\n".join([head, *(f"! {printable(notice)}" for notice in run.report.notices)]))

    def action_turn(self, by: int) -> None:
        if 0 <= self._at + by < len(self._runs):
            self._at += by
            self._show_run()

    def _show_run(self) -> None:
        report = self._runs[self._at].report
        self.border_title = f"Tests · {report.passed}/{report.total} passed"
        self.tell_run()
        self.remove_class("-empty")
        self._cases = report.cases
        self._table.clear()
        self._table.display = bool(report.cases) and not report.compile_error
        for number, case in enumerate(report.cases, 1):
            self._table.add_row(*_row(number, case), key=str(number))
        if report.compile_error:
            self._detail(broken(report))
        else:
            failed = (at for at, case in enumerate(report.cases) if case.verdict is not Verdict.ACCEPTED)
            self._table.move_cursor(row=next(failed, 0))

    def on_data_table_row_highlighted(self, event: DataTable.RowHighlighted) -> None:
        event.stop()
        if 0 <= event.cursor_row < len(self._cases):
            self._detail(details(self._cases[event.cursor_row]))

    def _detail(self, content: Content) -> None:
        self.query_one(".details", Static).update(content)
        self.query_one(VerticalScroll).scroll_home(animate=False)


def _row(number: int, case: CaseResult) -> tuple[Text, ...]:
    about = printable(" · ".join(part for part in (case.id, case.why) if part).replace("\n", " "))
    colour = "green" if case.verdict is Verdict.ACCEPTED else "red"
    cut = about if len(about) <= CASE_WIDTH else f"{about[:CASE_WIDTH]}…"
    time = f"{case.cpu_seconds * 1000:.0f} ms"
    return Text(str(number)), Text(cut), Text(in_words(case), style=colour), Text(time)
