"""The notice, which a person agrees to once, before anything about them is stored."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from coach.domain.consent import NOTICE
from coach.reporting.words import printable
from coach.tui.base import CoachScreen
from coach.tui.places import Place
from coach.tui.widgets.key_bar import KeyBar


def notice(model_host: str) -> str:
    """The words that are agreed to, with the host that answers are sent to."""
    sent = f"\nA model is set up: your answers and your code are sent to {model_host}.\n" if model_host else ""
    return printable(NOTICE + sent)


async def agree(screen: CoachScreen) -> bool:
    """Whether the person agreed, now or before. Asks from a worker. Raises StoreError."""
    service, user = await screen.service(), screen.coach.host.user_id
    if await service.has_consent(user):
        return True
    if not await screen.app.push_screen_wait(ConsentScreen(service.model_host)):
        return False
    await service.give_consent(user)
    return True


async def take_up(screen: CoachScreen, session_id: str) -> None:
    """Show an interview that was begun or planned, once its person agreed. From a worker. Raises StoreError."""
    if await agree(screen):
        await screen.coach.go(Place("interview", {"session_id": session_id}))


class ConsentScreen(CoachScreen):
    """Ends with True when the person agrees, with False when they do not."""

    DEFAULT_CSS = """
    ConsentScreen VerticalScroll { padding: 1 2; }
    ConsentScreen #notice { max-width: 110; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "agree", "Agree", id="consent.agree"),
        Binding("escape", "back", "Not now", id="back"),
    ]

    def __init__(self, model_host: str) -> None:
        super().__init__()
        self._host = model_host

    def compose(self) -> ComposeResult:
        yield Static(" coach · what is kept about you", classes="bar", markup=False)
        with VerticalScroll(can_focus=True):
            words = f"{notice(self._host)}\nPress a to agree. Without it nothing is stored, and no interview begins."
            yield Static(words, id="notice", markup=False)
        yield KeyBar()

    def action_agree(self) -> None:
        self.dismiss(True)

    async def action_back(self) -> None:
        self.dismiss(False)
