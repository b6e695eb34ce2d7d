"""The first minute: what is kept, who asks, what runs code, what it is written with, and what is practised for."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Input, Static

from coach.errors import CoachError
from coach.settings import Settings, load_paths
from coach.settings.editing import set_value
from coach.tui import machine
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.screens.consent import notice
from coach.tui.widgets.choice import Alternative, Choice
from coach.tui.widgets.facts import Facts
from coach.tui.widgets.key_bar import KeyBar
from coach.tui.widgets.wish import lines

STEPS = {
    "privacy": "What is kept about you",
    "interviewer": "Who interviews you",
    "sandbox": "What runs your code",
    "editor": "What you write code with",
    "wish": "What you practise for",
    "warm-up": "A question to warm up",
}
WISHES = ("language", "seniority", "minutes")
WARM_UP = {"type": "technical_coding", "difficulty": "easy", "questions": 1, "minutes": 15, "practice": True}
WHO_ASKS = (
    "Offline works at once: the bank asks, gives hints and scores by facts. No key, no network.",
    "A model asks back like a person. It wants a key, which is never typed in here: "
    "run coach keys set openai, or coach keys set anthropic, in another terminal.",
    "A server of your own that speaks the protocol of OpenAI needs no key: press tab, type its address, then enter.",
    "A new key or address asks the questions from the next start of coach; t makes a test call to it now.",
)
HOW_CODE_RUNS = (
    "Code never runs loose. Docker keeps it apart from your files and the network, in every language; "
    "a local sandbox runs your own Python.",
    "What is missing can be mended later, and questions in words need none of it.",
)
WHICH_EDITOR = ("In an interview ctrl+o opens your solution in it, and each save is seen. Press t to try it.",)
KEPT = ("Kept in your settings. Each interview can differ.",)
SCRATCH = "Write a line, save, and leave the editor.\n"
BEFORE_THE_FIRST = (
    "Enter opens the set-up of one easy question in practice mode: the whole statement at once, "
    "scores as you go, nothing at stake.",
    "Or press ctrl+k for home.",
)


class FirstRunScreen(CoachScreen):
    """Six steps; enter goes on, whether or not anything was done there."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    FirstRunScreen ContentSwitcher { padding: 1 2; height: 1fr; }
    FirstRunScreen ContentSwitcher > VerticalScroll { height: 1fr; }
    FirstRunScreen ContentSwitcher Static { max-width: 110; height: auto; }
    FirstRunScreen .more, FirstRunScreen #writes { margin-top: 1; }
    FirstRunScreen #address { max-width: 90; margin-top: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "agree", "Agree", id="first.agree"),
        Binding("t", "try", "Try it", id="first.try"),
        Binding("b", "build", "Build it now", id="first.build"),
        Binding("enter", "go_on", "Continue", id="first.next"),
        Binding("escape", "back", "Back", id="back"),
        Binding("ctrl+k", "home", "Skip all", id="first.skip"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._at = 0
        self._settings = Settings()
        self._shown = False
        """Whether the notice is on the screen, with the host it has to name."""
        self._unbuilt = False
        """Whether the image of the language is missing and is not being built."""

    @property
    def step(self) -> str:
        """The name of the step that is shown."""
        return tuple(STEPS)[self._at]

    def compose(self) -> ComposeResult:
        yield Static(id="title", classes="bar", markup=False)
        with ContentSwitcher(initial="privacy"):
            for name, parts in self._panes():
                with VerticalScroll(id=name, can_focus=False):
                    yield from parts
        yield KeyBar()

    def _panes(self) -> Iterator[tuple[str, tuple[Widget, ...]]]:
        yield "privacy", (_words(notice(""), id="notice"), _words("Opening your history …", id="agreed"))
        address = Input(placeholder="http://localhost:11434/v1", id="address")
        yield "interviewer", (Facts("Looking …", id="asks"), _words(*WHO_ASKS, kind="more muted"), address)
        yield "sandbox", (Facts("Looking for Docker …", id="runs"), _words(*HOW_CODE_RUNS, kind="more muted"))
        editors = Choice("Editor", [Alternative(None, "as $VISUAL or $EDITOR say")], None, id="command")
        yield "editor", (editors, Facts("", id="writes"), _words(*WHICH_EDITOR, kind="more muted"))
        yield "wish", (*lines(self._settings, {}, *WISHES), _words(*KEPT, kind="more muted"))
        yield "warm-up", (_words(*BEFORE_THE_FIRST),)

    def on_mount(self) -> None:
        self._turn(0)
        self.attempt(self._look, "look")

    async def _look(self) -> None:
        """Find out what there is; each step shows it as soon as it is known."""
        self._settings = settings = await asyncio.to_thread(self.coach.host.settings)
        for line in lines(settings, {}, *WISHES):
            self.query_one(f"#{line.id}", Choice).take(line.value)
        await self._show_editors()
        self.attempt(self._look_for_sandbox, "sandbox")
        service = await self.service()
        self.query_one("#asks", Facts).show([machine.interviewer(service, settings)])
        self.query_one("#notice", Static).update(notice(service.model_host))
        self._shown = True
        self.refresh_bindings()
        self._tell_agreed(agreed=await service.has_consent(self.coach.host.user_id))

    async def _look_for_sandbox(self) -> None:
        try:
            fact = await machine.sandbox(self._settings)
        except CoachError as error:
            fact = machine.failed("sandbox", error)
        self.query_one("#runs", Facts).show([fact])
        self._unbuilt = await machine.image_missing(self._settings, self._settings.interview.language)
        if self._unbuilt:
            language = self._settings.interview.language.value
            told = f"the image for {language} is built at its first use; press b to build it now, a minute or two"
            self.query_one("#runs", Facts).show([fact, machine.Fact(machine.FAIR, "image", told)])
        self.refresh_bindings()

    async def _show_editors(self) -> None:
        found = await asyncio.to_thread(machine.installed_editors)
        usual = Alternative(None, "as $VISUAL or $EDITOR say, else the built-in one")
        known = [usual, *(Alternative(name, name) for name in found)]
        self.query_one("#command", Choice).offer(known, self._settings.editor.command)
        self._tell_editor()

    # -- the steps --------------------------------------------------------------------------------------------------

    def _turn(self, by: int) -> None:
        self._at += by
        self.query_one(ContentSwitcher).current = self.step
        title = f" coach · {self._at + 1} of {len(STEPS)} · {STEPS[self.step]}"
        self.query_one("#title", Static).update(title)
        choices = self.query_one(f"#{self.step}").query(Choice)
        self.set_focus(choices.first() if choices else None)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "agree" and not self._shown:
            return False
        if action == "build" and not self._unbuilt:
            return False
        if action == "try":
            return self.step in ("interviewer", "editor")
        return {"agree": "privacy", "build": "sandbox"}.get(action, self.step) == self.step

    def action_go_on(self) -> None:
        self.attempt(self._go_on, "step")

    @on(Input.Submitted, "#address")
    def _address_given(self) -> None:
        self.action_go_on()

    async def _go_on(self) -> None:
        await self._keep(self._told_here())
        if self._at + 1 < len(STEPS):
            self._turn(1)
        else:
            await self.coach.go(Place("setup", WARM_UP), instead=True)

    def _told_here(self) -> dict[str, Any]:
        """What this step changed: setting → value."""
        if self.step == "interviewer":
            address = self.query_one("#address", Input).value.strip()
            return {"model.base_url": address} if address else {}
        asked = {"editor": {"editor.command": "command"}, "wish": {f"interview.{name}": name for name in WISHES}}
        found = {setting: self.query_one(f"#{id}", Choice).value for setting, id in asked.get(self.step, {}).items()}
        return {setting: value for setting, value in found.items() if value != self._settings.value(setting)}

    async def _keep(self, changed: dict[str, Any]) -> None:
        for setting, value in changed.items():
            text = None if value is None else str(value)
            await asyncio.to_thread(set_value, load_paths().config_file, setting, text)
        if changed:
            self._settings = await asyncio.to_thread(self.coach.host.settings)

    async def action_back(self) -> None:
        if self._at:
            self._turn(-1)
        else:
            await self.action_home()

    async def action_home(self) -> None:
        if len(self.app.screen_stack) > 2:
            await self.coach.back()
        else:
            await self.coach.go(Place("home"), instead=True)

    # -- what a step does -------------------------------------------------------------------------------------------

    def action_agree(self) -> None:
        self.attempt(self._agree, "agree")

    async def _agree(self) -> None:
        service, user = await self.service(), self.coach.host.user_id
        if not await service.has_consent(user):
            await service.give_consent(user)
        self._tell_agreed(agreed=True)
        if self.step == "privacy":
            self._turn(1)

    def _tell_agreed(self, *, agreed: bool) -> None:
        words = "✓ You agreed." if agreed else "Press a to agree, or enter to be asked before the first interview."
        self.query_one("#agreed", Static).update(words)

    def action_try(self) -> None:
        """Call the model, or open the editor."""
        self.attempt(self._call_model if self.step == "interviewer" else self._try_editor, "try")

    async def _call_model(self) -> None:
        facts = self.query_one("#asks", Facts)
        known = [fact for fact in facts.facts if fact.name != "test call"]
        facts.show([*known, machine.Fact(machine.FAIR, "test call", "calling …")])
        facts.show([*known, await machine.call_model(self._settings)])

    def action_build(self) -> None:
        self._unbuilt = False
        self.refresh_bindings()
        # In a group of its own: it goes on while the next steps are taken.
        self.attempt(self._build, "build")

    async def _build(self) -> None:
        facts, language = self.query_one("#runs", Facts), self._settings.interview.language
        known = [fact for fact in facts.facts if fact.name != "image"]

        def show(fact: machine.Fact) -> None:
            facts.show([*known, fact])

        def tell(line: str) -> None:
            self.app.call_from_thread(show, machine.Fact(machine.FAIR, "image", f"building … {line.strip()[:60]}"))

        show(machine.Fact(machine.FAIR, "image", "building …"))
        fact = await machine.build_image(language, tell)
        show(fact)
        self._unbuilt = fact.sign == machine.BAD
        self.refresh_bindings()

    @on(Choice.Changed, "#command")
    def _tell_editor(self) -> None:
        command = self.query_one("#command", Choice).value
        chosen = self._settings.editor.replace(command=command)
        fact = machine.editor(self._settings.replace(editor=chosen))
        self.query_one("#writes", Facts).show([fact])

    async def _try_editor(self) -> None:
        from coach.settings import resolve_editor
        from coach.tui.editing import edit

        command = self.query_one("#command", Choice).value
        flag = command if isinstance(command, str) else None
        path = await asyncio.to_thread(_scratch)
        await edit(self.coach, path, resolve_editor(self._settings, flag=flag))
        saved = await asyncio.to_thread(_is_written, path)
        sign, words = (machine.GOOD, "what you saved was read") if saved else (machine.FAIR, "nothing was saved yet")
        self.query_one("#writes", Facts).show([machine.Fact(sign, "editor", f"it opened, and {words}")])


def _words(*paragraphs: str, id: str | None = None, kind: str = "") -> Static:
    return Static("\n\n".join(paragraphs), id=id, classes=kind, markup=False)


def _scratch() -> Path:
    path = Path(tempfile.mkdtemp(prefix="coach-")) / "try-me.txt"
    path.write_text(SCRATCH, encoding="utf-8")
    return path


def _is_written(path: Path) -> bool:
    with suppress(OSError):
        return path.read_bytes() != SCRATCH.encode()
    return False
