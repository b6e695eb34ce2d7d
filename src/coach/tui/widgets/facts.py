"""Facts about this machine, one below the other, the signs coloured."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.widgets import Static

from coach.reporting.words import printable
from coach.tui.machine import BAD, FAIR, GOOD, Fact

CLASSES = {GOOD: "good", FAIR: "fair", BAD: "bad"}


class Facts(Vertical):
    """Shows `loading` until there are facts, and how each is to be mended below it."""

    DEFAULT_CSS = """
    Facts, Facts Horizontal, Facts Static { height: auto; }
    Facts .sign { width: 2; }
    Facts .name { width: 13; }
    Facts .words { width: 1fr; }
    """
    facts: reactive[tuple[Fact, ...]] = reactive((), recompose=True)

    def __init__(self, loading: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._loading = loading

    def show(self, facts: Sequence[Fact]) -> None:
        """Put these facts in place of the others."""
        self.facts = tuple(facts)

    def compose(self) -> ComposeResult:
        if not self.facts:
            yield Static(self._loading, classes="muted", markup=False)
        for fact in self.facts:
            with Horizontal():
                yield Static(fact.sign, classes=f"sign {CLASSES[fact.sign]}", markup=False)
                yield Static(fact.name, classes="name", markup=False)
                fix = f"\n{fact.fix}" if fact.fix else ""
                yield Static(printable(f"{fact.words}{fix}"), classes="words", markup=False)
