"""The questions that were found, a line each, and the pane that says more about one."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from coach.analytics.catalogue import Entry
from coach.analytics.met import Met
from coach.analytics.standing import TYPICAL, in_words, percent
from coach.domain.content import Provenance
from coach.domain.enums import QuestionType
from coach.reporting.visible import shown
from coach.reporting.words import score

KINDS = {
    QuestionType.CODING_PROBLEM: "coding",
    QuestionType.SYSTEM_DESIGN: "design",
    QuestionType.BEHAVIORAL: "behavioral",
    QuestionType.TECHNICAL_CONCEPT: "concept",
}
SIGNS = {Met.NEW: "  new", Met.TRIED: "– tried", Met.SOLVED: "✓ solved"}
MOST = 200
"""So many lines are laid out at once; who looks for more narrows the search."""
COLUMNS = 36
"""What all columns but the title take."""
LEAST_TITLE = 12


class QuestionList(OptionList):
    """Arrows and enter, or the mouse."""

    DEFAULT_CSS = """
    QuestionList { height: 1fr; background: transparent; border: none; padding: 0; text-wrap: nowrap; }
    QuestionList { scrollbar-size-vertical: 1; }
    QuestionList:focus { border: none; background-tint: transparent; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "Practise", id="questions.practise")]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._entries: Sequence[Entry] = ()

    @property
    def entry(self) -> Entry | None:
        """The highlighted one."""
        return None if self.highlighted is None else self._entries[self.highlighted]

    def show(self, entries: Sequence[Entry]) -> None:
        """Put these in place of the others, at most MOST; what is highlighted stays so where it is among them."""
        before = self.entry
        self._entries = tuple(entries[:MOST])
        self._draw()
        slugs = [entry.question.id for entry in self._entries]
        self.highlighted = slugs.index(before.question.id) if before and before.question.id in slugs else 0
        self.scroll_to_highlight()

    def _draw(self) -> None:
        width = self.scrollable_content_region.width
        self.set_options([Option(line(entry, width), id=entry.question.id) for entry in self._entries])

    def on_resize(self, event: Resize) -> None:
        at = self.highlighted
        self._draw()
        self.highlighted = at


def line(entry: Entry, width: int) -> Content:
    """One question in columns."""
    question, known = entry
    sign = "! due" if known.due else SIGNS[known.met]
    title = Content(shown(question.title)).truncate(max(LEAST_TITLE, width - COLUMNS), ellipsis=True, pad=True)
    rest = f" {KINDS[question.question_type]:<10} {question.difficulty.level.value:<6} {question.minutes:>3} min"
    return Content.assemble((f"{sign:<9}", "bold" if known.due else ""), title, Content.styled(rest, "dim"))


def about(entry: Entry, why: str = "") -> Content:
    """What may be known of a question before it is met; nothing that would give it away."""
    question = entry.question
    facts = f"{KINDS[question.question_type]} · {question.difficulty.level.value} · {question.minutes} minutes"
    levels = ", ".join(one.value for one in question.seniority)
    lines = [
        f"{facts} · for {levels}",
        f"Concepts: {', '.join(map(in_words, question.concepts))}",
        _companies(question.companies),
        *_origin(question.provenance),
        "",
        *_history(entry),
    ]
    return Content.assemble(
        (f"{shown(why)}\n\n" if why else "", "$text-accent"),
        (shown(question.title), "bold"),
        f"\n{shown(question.summary)}\n\n",
        "\n".join(lines),
        ("\n\nenter practises it: the whole statement at once, scores as you go.", "$foreground 60%"),
    )


def _origin(provenance: Provenance) -> list[str]:
    match provenance.origin:
        case "generated":
            return [f"Written by {shown(provenance.authors[0])}"]
        case "imported":
            return [f"Imported: no hints, no follow-ups. By {shown(', '.join(provenance.authors))}"]
        case _:
            return []


def _companies(typical: dict[str, int]) -> str:
    names = [in_words(name) for name, value in sorted(typical.items(), key=lambda one: -one[1]) if value >= TYPICAL]
    return f"Typical of {', '.join(names)}" if names else "Typical of no company in particular"


def _history(entry: Entry) -> list[str]:
    known = entry.known
    words = {Met.NEW: "New to you.", Met.TRIED: "You have tried it.", Met.SOLVED: "You have solved it."}
    when = f" Last on {known.last.astimezone():%Y-%m-%d}: {score(known.score)}." if known.last else ""
    lines = [words[known.met] + when]
    if known.due:
        lines.append(f"! {in_words(known.due.concept).capitalize()} is due: recall {percent(known.due.recall)}.")
    return lines
