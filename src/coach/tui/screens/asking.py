"""Two questions that the report asks: whose eyes to look with, and what somebody objects to."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from coach.domain.enums import Source
from coach.domain.feedback import Finding, InterviewFeedback
from coach.interview.dispute import LONGEST
from coach.reporting import words
from coach.reporting.visible import shown
from coach.tui.widgets.key_bar import KeyBar

AGAIN = {
    Source.MODEL: "A model reads your answer again, told neither of your objection nor of its first answer.",
    Source.BANK: "A model, where one is set up, reads your answer; the word check itself comes out the same.",
}
SAME = "It is a fact and comes out the same; your objection is kept with the report."


class CompanyDialog(ModalScreen[str | None]):
    """Every type of company with the score it would give; returns its name."""

    DEFAULT_CSS = """
    CompanyDialog { align: center middle; }
    CompanyDialog Vertical { width: 64; max-width: 90%; height: auto; max-height: 90%; }
    CompanyDialog Vertical { border: round $accent; background: $surface; padding: 0 1; }
    CompanyDialog OptionList, CompanyDialog OptionList:focus { border: none; background: transparent; padding: 0; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "Back", id="dialog.back")]

    def __init__(self, seen: Sequence[InterviewFeedback], now: str) -> None:
        super().__init__()
        self._seen, self._now = seen, now

    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "The same answers, weighed by"
            box.border_subtitle = "enter chooses · esc goes back"
            yield OptionList(*(Option(self._line(one), id=one.company) for one in self._seen))
        yield KeyBar()

    def _line(self, one: InterviewFeedback) -> Content:
        name = one.company.replace("_", " ")
        bar = "" if one.bar is None else f"bar {one.bar:.1f} {words.MET[one.meets_bar]}"
        now = "  (shown)" if one.company == self._now else ""
        return Content(f"{name:<16} {words.score(one.overall_score):>12}  {bar}{now}")

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


class DisputeDialog(ModalScreen[str | None]):
    """What will happen, and room for the reason; returns it."""

    DEFAULT_CSS = """
    DisputeDialog { align: center middle; }
    DisputeDialog Vertical { width: 76; max-width: 95%; height: auto; max-height: 90%; }
    DisputeDialog Vertical { border: round $accent; background: $surface; padding: 0 1; }
    DisputeDialog Static { margin-bottom: 1; }
    """
    BINDINGS = [Binding("escape", "dismiss(None)", "Leave it", id="dialog.back")]

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def compose(self) -> ComposeResult:
        one = self._finding
        with Vertical() as box:
            box.border_title = "Object to a finding"
            box.border_subtitle = "enter sends it · esc leaves it"
            yield Static(f"{words.MARKS[one.answer]} {shown(one.statement, 400)}", markup=False)
            again = AGAIN.get(one.source, SAME)
            yield Static(f"{again} Both answers are kept, and no score changes.", markup=False)
            yield Input(placeholder="Why do you object?", max_length=LONGEST, id="because")
        yield KeyBar()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
        else:
            self.notify("Say in a few words what you object to; esc leaves it.", severity="warning")
