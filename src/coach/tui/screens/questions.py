"""The question bank: to search, to filter, and to practise one question of it."""

import asyncio
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, OptionList, Select, Static

from coach.analytics.catalogue import DUE, Catalogue, Entry, Filter
from coach.analytics.choice import Choice, Shelf
from coach.analytics.met import RECENT, Acquaintance, Met, acquaintances, asked_questions
from coach.analytics.standing import Known, in_words
from coach.domain.analytics import Due, InterviewAnalytics
from coach.domain.content import QuestionHead
from coach.domain.enums import CompanyType, DifficultyLevel
from coach.errors import CoachError
from coach.reporting.visible import shown
from coach.settings import Settings
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.practising import begin_practice
from coach.tui.screens.consent import agree
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.question_list import KINDS, MOST, QuestionList, about
from coach.tui.widgets.state import State

FILTERS: Mapping[str, Sequence[tuple[str, str]]] = {
    "kind": [(words, kind.value) for kind, words in KINDS.items()],
    "difficulty": [(level.value, level.value) for level in DifficultyLevel],
    "concept": [],
    "company": [(in_words(company.value), company.value) for company in CompanyType],
    "status": [(status, status) for status in (*(met.value for met in Met), DUE)],
}
"""Part of Filter → its values in words and as they are; those of concepts are read from the bank."""


NONE_FITS = "No question fits. Press x for all of them."
NONE = "The bank has no questions. Run `coach bank check` to see why."


class Search(Input):
    """Enter goes to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "screen.to_list", "To the list", id="questions.list", key_display="⏎"),
    ]


class QuestionsScreen(CoachScreen):
    """Takes a status that is asked for from the start: new, tried, solved or due."""

    AUTO_FOCUS = "#list"
    DEFAULT_CSS = """
    QuestionsScreen #search { padding: 0 2; }
    QuestionsScreen #filters { height: 1; padding: 0 1; }
    QuestionsScreen Select { width: 1fr; margin-right: 1; }
    QuestionsScreen SelectOverlay { min-width: 26; }
    QuestionsScreen #body { layout: horizontal; height: 1fr; }
    QuestionsScreen #found { width: 3fr; height: 1fr; }
    QuestionsScreen #about { width: 2fr; height: 1fr; }
    QuestionsScreen.-narrow #body { layout: vertical; }
    QuestionsScreen.-narrow #found { width: 1fr; height: 3fr; }
    QuestionsScreen.-narrow #about { width: 1fr; height: 2fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "Find", id="questions.search"),
        Binding("f", "filter", "Filter", id="questions.filter"),
        Binding("a", "choose('random')", "Random", id="questions.random"),
        Binding("d", "choose('due')", "Due", id="questions.due"),
        Binding("w", "choose('weakest')", "Weak", id="questions.weakest"),
        Binding("x", "clear", "All", id="questions.all"),
        Binding("r", "again", "Try again", id="questions.again"),
    ]

    def __init__(self, status: str = "") -> None:
        super().__init__()
        self._status = status
        self._settings = Settings()
        self._questions: tuple[QuestionHead, ...] = ()
        self._known = known_of()
        self._unread = ""
        """Why nothing is known of the person."""
        self._catalogue = Catalogue((), {})
        self._concepts: tuple[str, ...] = ()
        self._found: tuple[Entry, ...] = ()
        self._choice: Choice | None = None
        """The one question that is shown; None: all that fit are."""
        self._broken = False
        self._beginning = False

    def compose(self) -> ComposeResult:
        yield Static(" coach · questions", id="bar", classes="bar", markup=False)
        yield Search(placeholder="Find a title, a concept or an id: press /", id="search", compact=True, max_length=100)
        with Horizontal(id="filters"):
            for name, offered in FILTERS.items():
                chosen = self._status if name == "status" and self._status else Select.NULL
                yield Select(offered, prompt=name, id=name, compact=True, value=chosen)
        with Container(id="body"):
            with Vertical(id="found", classes="pane"):
                yield State("Reading the questions …", id="state")
                yield QuestionList(id="list")
            with VerticalScroll(id="about", classes="pane"):
                yield Static(id="words", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#found").border_title = "Questions"
        self.query_one("#about").border_title = "About it"
        self.query_one(QuestionList).display = False

    def on_screen_resume(self) -> None:
        self.attempt(self._fill, "fill")

    # -- what there is ----------------------------------------------------------------------------------------------

    async def _fill(self) -> None:
        service = await self.service()
        self._settings = await asyncio.to_thread(self.coach.host.settings)
        self._questions = await service.get_questions()
        known = await self._acquaintances()
        self._catalogue = await asyncio.to_thread(Catalogue, self._questions, known)
        self._broken = False
        self._offer_concepts()
        await self._find()

    async def _acquaintances(self) -> dict[str, Acquaintance]:
        """How far the person has come; without a history nothing is known, and the bank can be browsed all the same."""
        service, user = await self.service(), self.coach.host.user_id
        try:
            results, schedule = await service.get_results(user), await service.get_schedule(user)
            sessions = await service.list_sessions(user, limit=RECENT)
        except CoachError as error:
            self._unread = f"Your history cannot be read: {error.message}"
            self._known = known_of()
            self._say("")
            return {}
        asked = asked_questions(sessions)
        self._unread, self._known = "", known_of(schedule, asked)
        self._say("")
        now = self.coach.host.clock.now()
        return await asyncio.to_thread(acquaintances, self._questions, results, asked, schedule, now)

    def _say(self, words: str) -> None:
        """In the line above; with nothing to say, what is missing."""
        words = words or (f"! {self._unread} What you have met is left out." if self._unread else "")
        self.query_one("#bar", Static).update(f" coach · questions   {shown(words)}")

    def _offer_concepts(self) -> None:
        if (concepts := self._catalogue.concepts) != self._concepts:
            self._concepts = concepts
            self.query_one("#concept", Select).set_options([(in_words(one), one) for one in concepts])

    def failed(self, error: CoachError) -> None:
        if self._questions:
            super().failed(error)
            return
        self._broken = True
        self.query_one(State).fail(error)
        self.refresh_bindings()

    def action_again(self) -> None:
        self.query_one(State).load("Reading the questions …")
        self.attempt(self._fill, "fill")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self._broken if action == "again" else True

    # -- finding ----------------------------------------------------------------------------------------------------

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        self._choice = None
        self.attempt(self._find, "find")

    async def _find(self) -> None:
        if self._choice:
            slug = self._choice.question.id
            self._found = tuple(entry for entry in self._catalogue.entries if entry.question.id == slug)
        else:
            self._found = await asyncio.to_thread(self._catalogue.find, self._filter())
        self._show()

    def _filter(self) -> Filter:
        chosen = {name: self.query_one(f"#{name}", Select).value for name in FILTERS}
        parts = {name: str(value) for name, value in chosen.items() if value is not Select.NULL}
        return Filter(words=self.query_one(Search).value, **parts)

    def _show(self) -> None:
        found, whole = len(self._found), len(self._questions)
        listed, state = self.query_one(QuestionList), self.query_one(State)
        listed.display, state.display = bool(found), not found
        listed.show(self._found)
        if not found:
            state.tell(NONE_FITS if whole else NONE)
        more = f", the first {MOST} shown" if found > MOST else ""
        self.query_one("#found").border_title = f"Questions · {found:,} of {whole:,}{more}"
        self._tell_about()

    @on(OptionList.OptionHighlighted, "#list")
    def _tell_about(self) -> None:
        entry = self.query_one(QuestionList).entry if self._found else None
        why = f"{self._choice.why.capitalize()}. x shows all questions again." if self._choice else ""
        self.query_one("#words", Static).update(about(entry, why) if entry else "")

    def action_search(self) -> None:
        self.query_one(Search).focus()

    def action_filter(self) -> None:
        self.query_one("#filters Select").focus()

    def action_to_list(self) -> None:
        self.query_one(QuestionList).focus()

    def action_clear(self) -> None:
        """All questions again."""
        self._choice = None
        self.query_one(Search).value = ""
        for name in FILTERS:
            self.query_one(f"#{name}", Select).clear()
        self.attempt(self._find, "find")

    # -- choosing and practising ------------------------------------------------------------------------------------

    def action_choose(self, way: str) -> None:
        """Show one question alone; enter practises it."""
        self.attempt(lambda: self._choose(way), "find")

    async def _choose(self, way: str) -> None:
        if not self._questions:
            return
        if self._unread and way != "random":
            self.notify(shown(self._unread), severity="warning", markup=False)
            return
        known = self._known
        if way == "weakest":
            analytics = await (await self.service()).get_analytics(self.coach.host.user_id)
            known = replace(known, analytics=analytics)
        choice = await asyncio.to_thread(self._chosen, way, known)
        if choice is None:
            self.notify(nothing_due(known.due), markup=False)
            return
        self._choice = choice
        await self._find()

    def _chosen(self, way: str, known: Known) -> Choice | None:
        chosen = self._settings.interview
        shelf = Shelf(self._questions, known, chosen.company, chosen.seniority)
        match way:
            case "due":
                return shelf.due(self.coach.host.clock.now())
            case "weakest":
                return shelf.weakest()
            case _:
                # Among those that fit: who wants any question at all has no filter.
                fitting = [] if self._choice else [one.question for one in self._found]
                return replace(shelf, catalog=fitting or self._questions).at_random(random.Random())

    @on(OptionList.OptionSelected, "#list")
    def _practise(self) -> None:
        if not self._beginning and (entry := self.query_one(QuestionList).entry):
            self.attempt(lambda: self._begin(entry.question), "begin")

    async def _begin(self, question: QuestionHead) -> None:
        self._beginning = True
        try:
            if not await agree(self):
                return
            self._say(f"Preparing “{question.title}” …")
            session = await begin_practice(await self.service(), self.coach.host.user_id, question, self._settings)
        finally:
            self._beginning = False
            self._say("")
        await self.coach.go(Place("interview", {"session_id": session.id}))


def known_of(schedule: tuple[Due, ...] = (), asked: tuple[str, ...] = ()) -> Known:
    """What is known of the person before anybody asks for their scores, which takes longer."""
    return Known(InterviewAnalytics(user_id="", interviews=0), schedule, asked)


def nothing_due(schedule: Sequence[Due]) -> str:
    """That nothing is due, and when something will be."""
    later = min(schedule, key=lambda one: one.due, default=None)
    if later is None:
        return "Nothing is due: no question has been scored yet."
    return f"Nothing is due. Next: {in_words(later.concept)}, on {later.due.astimezone():%A %Y-%m-%d}."
