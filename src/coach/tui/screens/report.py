"""The scored report of an interview, with everything its scores rest on."""

import asyncio
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, VerticalScroll
from textual.widgets import Static, Tree

from coach.domain.company import CompanyPattern
from coach.domain.enums import CompanyType, InterviewStatus, Source
from coach.domain.feedback import InterviewFeedback
from coach.domain.session import InterviewSession
from coach.errors import CoachError
from coach.evaluation.feedback import lens, seen_as
from coach.reporting import words
from coach.reporting.visible import shown
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.asking import CompanyDialog, DisputeDialog
from coach.tui.screens.reading import ReadingScreen
from coach.tui.widgets.evidence import Chosen, Findings, in_full
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.scores import Scores
from coach.tui.widgets.state import State
from coach.tui.widgets.strip import Strip
from coach.workspace.browser import show_in_browser

LOADING = "Putting the report together … esc goes back; it is made when you return."


class ReportScreen(CoachScreen):
    """Scores on one side; questions, findings and their evidence on the other."""

    DEFAULT_CSS = """
    ReportScreen #body { display: none; height: 1fr; layout: grid; }
    ReportScreen.-ready #body { display: block; layout: grid; }
    ReportScreen.-ready State { display: none; }
    ReportScreen.-wide #body { grid-size: 3 1; grid-columns: 1fr 1fr 1fr; }
    ReportScreen.-medium #body { grid-size: 2 2; grid-rows: 1fr 1fr; grid-columns: 1fr 1fr; }
    ReportScreen.-medium #scores { row-span: 2; }
    ReportScreen.-narrow #body { grid-size: 1 1; }
    ReportScreen.-narrow .pane { display: none; }
    ReportScreen.-narrow .pane.-active { display: block; }
    """
    AUTO_FOCUS = ""
    BINDINGS = [
        Binding("a", "see_as", "As", id="report.as"),
        Binding("w", "why", "Why", id="report.why"),
        Binding("d", "dispute", "Dispute", id="report.dispute"),
        Binding("o", "open", "HTML", id="report.open"),
        Binding("c", "compare", "Compare", id="report.compare"),
        Binding("p", "replay", "Replay", id="report.replay"),
        Binding("r", "retry", "Try again", id="report.retry"),
        Binding("enter", "resume", "Go on with it", id="report.resume"),
        Binding("f2", "pane('scores')", "Scores", show=False, id="report.scores"),
        Binding("f3", "pane('tree')", "Findings", show=False, id="report.findings"),
        Binding("f4", "pane('detail')", "Evidence", show=False, id="report.evidence"),
    ]

    def __init__(self, session_id: str) -> None:
        super().__init__()
        self._session_id = session_id
        self._session: InterviewSession | None = None
        self._held: InterviewFeedback | None = None
        self._seen: InterviewFeedback | None = None
        self._failed = False

    def compose(self) -> ComposeResult:
        yield Static(" Report", id="head", classes="bar", markup=False)
        yield Strip((("F2", "Scores", "scores"), ("F3", "Findings", "tree"), ("F4", "Evidence", "detail")))
        yield State(LOADING)
        with Container(id="body"):
            yield Scores()
            with Container(id="tree", classes="pane") as tree:
                tree.border_title = "Findings"
                yield Findings()
            with VerticalScroll(id="detail", classes="pane", can_focus=True) as detail:
                detail.border_title = "Evidence"
                yield Static(id="evidence", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(Strip).choose("scores")
        self.attempt(self._load)

    # -- what is shown ------------------------------------------------------------------------------------------------

    async def _load(self) -> None:
        service = await self.service()
        self._session = session = await service.get_session(self._session_id)
        if session.status is not InterviewStatus.COMPLETED:
            self._tell_unfinished(session)
            return
        self._held = self._seen = await service.get_feedback(self._session_id)
        self._session = await service.get_session(self._session_id)
        self._show()

    def _show(self) -> None:
        session, feedback = self._session, self._seen
        if session is None or feedback is None:
            return
        self.add_class("-ready")
        when = (session.completed_at or session.created_at).astimezone()
        kind = session.interview_type.value.replace("_", " ")
        who = f"{feedback.company.replace('_', ' ')} · {session.seniority.value} {session.role} · {kind}"
        self.query_one("#head", Static).update(shown(f" Report · {who} · {when:%Y-%m-%d} · {session.id}"))
        self.query_one(Scores).show(feedback, lens(session, feedback))
        self.query_one(Findings).show(feedback)
        if self.focused is None:
            self.query_one("#scores" if "-narrow" in self.classes else "#findings").focus()
        self.refresh_bindings()

    def _tell_unfinished(self, session: InterviewSession) -> None:
        status = session.status.value.replace("_", " ")
        then = (
            "It ended without a report. p replays it."
            if session.is_over
            else "Its report is made when it is completed. enter goes on with it, p replays what there is."
        )
        self.query_one(State).tell(f"This interview is {status}. {then}")
        self.refresh_bindings()

    def failed(self, error: CoachError) -> None:
        if self._seen is not None:
            super().failed(error)
            return
        self._failed = True
        self.query_one(State).fail(error)
        self.refresh_bindings()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Chosen]) -> None:
        if event.node.data is not None:
            self._show_evidence(event.node.data)

    def _show_evidence(self, place: Chosen) -> None:
        disputes = self._seen.disputes if self._seen else ()
        self.query_one("#evidence", Static).update(in_full(place, disputes))
        self.query_one("#detail").scroll_home(animate=False)

    @property
    def _chosen(self) -> Chosen | None:
        node = self.query_one(Findings).cursor_node
        return node.data if node else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        ready = self._seen is not None
        unfinished = self._session is not None and not ready and not self._session.is_over
        narrow = "-narrow" in self.classes
        possible = {
            "retry": self._failed and not ready,
            "resume": unfinished,
            "replay": self._session is not None,
            "pane": ready and narrow,
        } | dict.fromkeys(("see_as", "why", "dispute", "open", "compare"), ready)
        return possible.get(action, True)

    def on_resize(self, event: events.Resize) -> None:
        self.refresh_bindings()

    # -- what can be done ---------------------------------------------------------------------------------------------

    def action_pane(self, name: str) -> None:
        self.query_one(Strip).choose(name)
        focus = {"scores": "#scores", "tree": "#findings", "detail": "#detail"}
        self.query_one(focus[name]).focus()

    def action_retry(self) -> None:
        self._failed = False
        self.query_one(State).load(LOADING)
        self.attempt(self._load)

    async def action_resume(self) -> None:
        await self.coach.go(Place("interview", {"session_id": self._session_id}), instead=True)

    async def action_compare(self) -> None:
        await self.coach.go(Place("history", {"compare_with": self._session_id}))

    async def action_replay(self) -> None:
        await self.coach.go(Place("replay", {"session_id": self._session_id}))

    def action_see_as(self) -> None:
        self.attempt(self._see_as)

    async def _see_as(self) -> None:
        session, held = self._session, self._held
        if session is None or held is None:
            return
        patterns = await (await self.service()).get_company_patterns()
        seen = await asyncio.to_thread(_seen_by_all, session, held, patterns)
        chosen = await self.app.push_screen_wait(CompanyDialog(seen, self._seen.company if self._seen else ""))
        if chosen is not None:
            self._seen = next(one for one in seen if one.company == chosen)
            self._show()

    def action_why(self) -> None:
        self.attempt(self._why)

    async def _why(self) -> None:
        from coach.reporting.explanation import explain, in_words

        if self._seen is None:
            return
        pattern = await (await self.service()).get_company_pattern(CompanyType(self._seen.company))
        place = self._chosen
        dimension = place.dimension.dimension if place and place.dimension else None
        question = place.question.question_id if place and dimension else None
        explanation = explain(self._seen, pattern, dimension, question)
        about = words.dimension(dimension) + f" of {question}" if dimension else "the whole report"
        await self.app.push_screen(ReadingScreen(f"Why · {about}", "\n".join(in_words(explanation))))

    def action_dispute(self) -> None:
        self.attempt(self._dispute)

    async def _dispute(self) -> None:
        place = self._chosen
        if place is None or place.finding is None or place.finding.source is Source.SELF:
            self.notify("Choose the finding you object to in the list of findings; enter opens a dimension.")
            return
        because = await self.app.push_screen_wait(DisputeDialog(place.finding))
        if because is None:
            return
        service, question = await self.service(), place.question.question_id
        made = await service.dispute(self._session_id, place.finding.criterion_id, question, because)
        disputes = (await service.get_feedback(self._session_id)).disputes
        self._held = self._held.replace(disputes=disputes) if self._held else None
        self._seen = self._seen.replace(disputes=disputes) if self._seen else None
        self._show_evidence(place)
        self.notify(shown(f"Kept with the report: {made.note}."), timeout=10, markup=False)

    def action_open(self) -> None:
        self.attempt(self._open)

    async def _open(self) -> None:
        if self._session is None or self._seen is None:
            return
        events = await (await self.service()).get_events(self._session_id)
        path = Path.cwd() / f"coach-report-{self._session_id}.html"
        session, feedback = self._session, self._seen

        def write() -> bool:
            from coach.reporting.html import page
            from coach.workspace.atomic import replace

            replace(path, page(session, feedback, events))
            return not self.app.is_web and show_in_browser(path.as_uri())

        opened = await asyncio.to_thread(write)
        self.notify(f"Wrote {path}." + ("" if opened else " Open it in a browser."), timeout=10, markup=False)


def _seen_by_all(
    session: InterviewSession, feedback: InterviewFeedback, patterns: tuple[CompanyPattern, ...]
) -> list[InterviewFeedback]:
    return [seen_as(session, feedback, pattern) for pattern in patterns]
