"""A whole interview with nothing but words and the keys that the last line shows at that moment."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets._footer import FooterKey

from coach.domain.enums import InterviewStatus
from coach.tui.app import CoachApp
from coach.tui.places import Place
from coach.tui.screens.consent import ConsentScreen
from coach.tui.screens.interview import InterviewScreen
from coach.tui.screens.report import ReportScreen
from coach.tui.screens.setup import SetupScreen
from coach.tui.widgets.asking import Asking
from tests.fakes import SOLUTION
from tests.tui.held import until
from tests.tui.stage import SIZES, TuiStage
from tests.tui.test_snapshots import quiet

MOST_TURNS = 40
ANSWER = "buckets and chains"


class Person:
    """Presses a key only when it is shown."""

    def __init__(self, app: CoachApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    def shown(self) -> dict[str, str]:
        """key → words, of the last line as it is painted."""
        keys = self.app.screen.query(FooterKey)
        width = self.app.size.width
        return {one.key: one.description for one in keys if one.region.width > 0 and one.region.right <= width}

    async def press(self, key: str, words: str) -> None:
        await until(self.pilot, lambda: self.shown().get(key) == words)
        await self.pilot.press(key)

    async def say(self, words: str) -> None:
        await self.pilot.press(*({" ": "space"}.get(char, char) for char in words))
        await self.press("enter", "Send")

    async def at(self, kind: type, *others: type) -> None:
        await until(self.pilot, lambda: isinstance(self.app.screen, (kind, *others)))


async def _edit(app: CoachApp, path: Path, command: str | None, waits: bool) -> None:
    text = path.read_text()
    path.write_text(text[: text.index("def has_pair")] + SOLUTION if path.suffix == ".py" else ANSWER)


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_an_interview_from_home_to_its_report(
    tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = TuiStage(tmp_path)
    made = InterviewScreen.__init__

    def without_programs(screen: InterviewScreen, session_id: str, preferences: object = None) -> None:
        made(screen, session_id, preferences, _edit, quiet)  # type: ignore[arg-type]

    monkeypatch.setattr(InterviewScreen, "__init__", without_programs)
    app = stage.app(Place("setup", {"slugs": ("pair-sum", "hash-tables")}))
    async with app.run_test(size=size) as pilot:
        person = Person(app, pilot)
        await person.at(SetupScreen)
        await person.press("ctrl+s", "Begin")
        await person.at(ConsentScreen)
        await person.press("a", "Agree")
        await person.at(InterviewScreen)
        await led_to_its_end(person)
        await person.at(ReportScreen)
    (session,) = await stage.studio.service.list_sessions("u", (InterviewStatus.COMPLETED,))
    held = await stage.studio.service.get_session(session.id)
    assert [one.bank_id for one in held.roots] == ["pair-sum", "hash-tables"]
    assert held.responses_to("q1")[0].code_solution
    assert all(held.responses_to(root.id) for root in held.roots)


async def led_to_its_end(person: Person) -> None:
    """Code, run, hint, hand in; then words for whatever is asked."""
    await person.press("ctrl+o", "Code")
    await person.press("ctrl+r", "Run")
    await person.press("ctrl+t", "Hint")
    await person.at(Asking)
    await person.press("escape", "Leave it")
    await person.at(InterviewScreen)
    for _ in range(MOST_TURNS):
        await person.at(InterviewScreen, Asking, ReportScreen)
        screen = person.app.screen
        if isinstance(screen, ReportScreen):
            return
        if isinstance(screen, Asking):
            await answer(person, screen)
        elif screen.leader.is_in_words and not (await screen.leader.answer()).strip():  # type: ignore[attr-defined]
            await person.say(ANSWER)
            await until(person.pilot, lambda: not isinstance(person.app.screen, InterviewScreen) or is_quiet(person))
        else:
            await person.press("ctrl+s", "Submit")
            await person.at(Asking, ReportScreen)
    raise AssertionError("the interview never ends")


def is_quiet(person: Person) -> bool:
    screen = person.app.screen
    return (
        isinstance(screen, InterviewScreen) and not screen._is_busy and not screen.workers._workers - watchers(screen)
    )


def watchers(screen: InterviewScreen) -> set[object]:
    return {worker for worker in screen.workers if worker.group == "watch"}


async def answer(person: Person, asking: Asking) -> None:
    """With the first key that is offered."""
    key, words = next(iter(person.shown().items()), ("", ""))
    if key:
        await person.press(key, words)
        await until(person.pilot, lambda: person.app.screen is not asking)
