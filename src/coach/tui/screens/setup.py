"""An interview is wished for, and begun."""

import asyncio
from collections.abc import Mapping
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.widgets import Static

from coach.analytics.standing import in_words, percent
from coach.domain.company import CompanyPattern
from coach.domain.enums import CompanyType, InterviewType, QuestionType, Seniority
from coach.domain.session import InterviewSession
from coach.domain.wording import number
from coach.errors import CoachError
from coach.reporting.words import printable
from coach.settings import Settings
from coach.tui import machine
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.consent import agree
from coach.tui.widgets.choice import Alternative, Choice
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.wish import TITLES, lines

HIDDEN = ("questions", "slugs", "seed")
"""What a place may ask for besides the lines: how many questions, which ones, and the seed of the choice."""


class Begin(Static, can_focus=True):
    """Below the lines; the arrows lead back to them."""

    DEFAULT_CSS = """
    Begin { width: 15; padding: 0 5; margin: 1 1; background: $primary 30%; text-style: bold; }
    Begin:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.begin", "Begin", id="setup.enter"),
        Binding("down", "app.focus_next", "Line", key_display="↑/↓", id="choice.down"),
        Binding("up", "app.focus_previous", "Line before", show=False, id="choice.up"),
    ]

    async def on_click(self) -> None:
        await self.run_action("screen.begin")


class SetupScreen(CoachScreen):
    """Takes as `preset` what is not to be as the settings say: any of TITLES and HIDDEN. Raises TypeError."""

    AUTO_FOCUS = "#begin"
    DEFAULT_CSS = """
    SetupScreen #body { height: 1fr; layout: vertical; }
    SetupScreen #form { height: auto; }
    SetupScreen #lines, SetupScreen .about { height: auto; }
    SetupScreen #expect { height: 1fr; }
    SetupScreen.-narrow Begin { margin: 0 1; }
    SetupScreen.-medium #body, SetupScreen.-wide #body { layout: horizontal; }
    SetupScreen.-medium #form, SetupScreen.-wide #form { width: 1fr; height: 1fr; }
    SetupScreen.-medium #expect, SetupScreen.-wide #expect { width: 1fr; }
    SetupScreen .about { padding: 0 1; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "begin", "Begin", id="setup.begin")]

    def __init__(self, **preset: Any) -> None:
        super().__init__()
        if unknown := set(preset) - {*TITLES, *HIDDEN}:
            raise TypeError(f"an interview has no {', '.join(sorted(unknown))}")
        self._preset = preset
        self._settings = Settings()
        self._patterns: dict[CompanyType, CompanyPattern] = {}
        self._beginning = False

    def compose(self) -> ComposeResult:
        yield Static(" coach · a new interview", classes="bar", markup=False)
        with Container(id="body"):
            with VerticalScroll(id="form", classes="pane", can_focus=False):
                yield Vertical(id="lines")
                yield Begin("Begin", id="begin")
            with VerticalScroll(id="expect", classes="pane", can_focus=False):
                yield Static("Reading the settings …", id="state", classes="about muted", markup=False)
                yield Static(id="missing", classes="about fair", markup=False)
                yield Static(id="company-about", classes="about", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#form").border_title = "What you wish for"
        self.query_one("#expect").border_title = "What to expect"
        self.attempt(self._fill, "fill")

    def failed(self, error: CoachError) -> None:
        parts = [f"✗ {error.message}", error.why, error.fix and f"Mend it: {error.fix}"]
        self._say("\n".join(part for part in parts if part), "bad")

    def _say(self, words: str, kind: str = "muted") -> None:
        self._put("state", words)
        self.query_one("#state").set_classes(f"about {kind}")

    def _put(self, id: str, words: str) -> None:
        place = self.query_one(f"#{id}", Static)
        place.update(printable(words))
        place.display = bool(words)

    # -- what can be wished for -------------------------------------------------------------------------------------

    async def _fill(self) -> None:
        self._settings = await asyncio.to_thread(self.coach.host.settings)
        await self.query_one("#lines").mount_all(lines(self._settings, self._preset, *TITLES))
        self._say(self._asked_for())
        service = await self.service()
        self._patterns = {pattern.type: pattern for pattern in await service.get_company_patterns()}
        company = self.query_one("#company", Choice)
        offered = [Alternative(one, pattern.name) for one, pattern in self._patterns.items()]
        company.offer(offered or [Alternative(company.value, str(company.value))], company.value)
        await self._look()

    def _asked_for(self) -> str:
        """What was chosen elsewhere."""
        if slugs := self._preset.get("slugs"):
            return f"Asked: {', '.join(slugs)}."
        count = self._preset.get("questions")
        return f"{number(count, 'question')}." if count else ""

    @on(Choice.Changed)
    def _changed(self) -> None:
        self.attempt(self._look, "look")

    async def _look(self) -> None:
        wish = self._wish()
        pattern = self._patterns.get(wish["company"])
        about = described(pattern, wish["type"], wish["role"], wish["seniority"]) if pattern else ""
        self._put("company-about", about)
        missing = await self._missing(wish)
        self._put("missing", f"! {missing}" if missing else "")

    async def _missing(self, wish: dict[str, Any]) -> str:
        """Why code could not be run; empty when it can, or none is asked for."""
        if wish["type"] not in (InterviewType.TECHNICAL_CODING, InterviewType.MIXED):
            return ""
        return await machine.language_missing(self._settings, wish["language"])

    def _wish(self) -> dict[str, Any]:
        chosen = {name: self.query_one(f"#{name}", Choice).value for name in TITLES}
        return {**chosen, **{name: value for name, value in self._preset.items() if name in HIDDEN}}

    # -- beginning --------------------------------------------------------------------------------------------------

    def action_begin(self) -> None:
        if not self._beginning and self.query(Choice):
            self.attempt(self._begin, "begin")

    async def _begin(self) -> None:
        self._beginning, session, wish = True, None, self._wish()
        try:
            session = await self._session(wish)
        finally:
            self._beginning = session is not None
        if session is None:
            return
        idle = self._settings.interview.idle_minutes
        preferences = {"allow_hints": wish["hints"], "practice": wish["practice"], "idle_minutes": idle}
        await self.coach.go(Place("interview", {"session_id": session.id, "preferences": preferences}), instead=True)

    async def _session(self, wish: dict[str, Any]) -> InterviewSession | None:
        """The interview, not started yet; None where it cannot begin, which is said."""
        if not await agree(self):
            self._say("Not begun: nothing is stored before you agree.", "fair")
            return None
        self._say("Choosing the questions …")
        if wish["type"] is InterviewType.TECHNICAL_CODING and (missing := await self._missing(wish)):
            self._say(f"Not begun: {missing}", "bad")
            return None
        return await self._created(wish)

    async def _created(self, wish: dict[str, Any]) -> InterviewSession:
        service = await self.service()
        return await service.create_interview_session(
            user_id=self.coach.host.user_id,
            interview_type=wish["type"],
            company_type=wish["company"],
            difficulty_level=wish["difficulty"],
            role=wish["role"],
            seniority=wish["seniority"],
            language=wish["language"],
            max_questions=wish.get("questions", self._settings.interview.questions),
            time_limit=wish["minutes"],
            questions=tuple(wish.get("slugs", ())),
            seed=wish.get("seed"),
        )


def described(pattern: CompanyPattern, kind: InterviewType, role: str, seniority: Seniority) -> str:
    """How a company interviews, as far as it shapes what was wished for."""
    mix = pattern.mix_for(kind, role)
    return "\n".join(
        (
            f"{pattern.name}: {pattern.minutes} minutes as a rule · {_shares(mix)}",
            f"A yes begins at {pattern.bars[seniority]:.1f} of 10 for {seniority.value}.",
            " ".join(pattern.about.split()),
        )
    )


def _shares(mix: Mapping[QuestionType, int]) -> str:
    shares = sorted(((share, kind) for kind, share in mix.items() if share), reverse=True)
    return ", ".join(f"{in_words(kind.value)} {percent(share / 100)}" for share, kind in shares)
