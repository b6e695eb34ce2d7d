"""Every fault of a model, at every place where one is asked, over both SDKs: the interview goes on, and says how."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.domain.feedback import FeedbackWords
from coach.interviewers.models.opening import Provider
from coach.ports import Judgement
from tests.fake_models import IN_TRANSIT, STATUSES, Fault
from tests.model_faults import KEY, MODEL, PROVIDERS, SECRET, SITES, UNTOLD, Cell, cells_of, page_of

PAGE = Path(__file__).parents[2] / "docs" / "model-faults.md"
GOOD = frozenset({Fault.NO_JSON_SCHEMA, Fault.ERROR_500_THEN_OK, Fault.THINKING})
"""What no candidate notices."""
OUTRIGHT = frozenset(
    {*STATUSES, *IN_TRANSIT, Fault.FINISH_LENGTH, Fault.REFUSAL, Fault.CONTENT_FILTER, Fault.EMPTY, Fault.OVER_LONG}
).difference(GOOD)
"""With nothing in them that could be used."""

FALLEN = {"judge": "not read: ", "write_feedback": "own lines: "}
"""How the state begins of what is no speech."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(280)]


class Log(logging.Handler):
    """Keeps everything that is logged, arguments filled in."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


Seen = tuple[dict[Provider, tuple[Cell, ...]], Log]


@pytest.fixture(name="seen", scope="module")
def every_cell() -> Iterator[Seen]:
    """The cells of both SDKs, and what was logged while they were made."""
    root, log = logging.getLogger(), Log()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.DEBUG)
    try:
        yield {provider: cells_of(provider) for provider in PROVIDERS}, log
    finally:
        root.removeHandler(log)
        root.setLevel(level)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_every_fault_ends_in_a_state_everywhere(seen: Seen, provider: Provider) -> None:
    cells = {(cell.fault, cell.site): cell.state for cell in seen[0][provider]}
    assert len(cells) == len(Fault) * len(SITES)
    assert UNTOLD not in cells.values()
    for (fault, site), state in cells.items():
        if fault in GOOD:
            assert state == MODEL, (fault, site)
        if fault in OUTRIGHT:
            assert state.startswith(FALLEN.get(site, "bank: ")), (fault, site)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_bank_says_what_it_would_have_said_without_a_model(seen: Seen, provider: Provider) -> None:
    for cell in seen[0][provider]:
        if cell.state == MODEL:
            continue
        if isinstance(cell.item, Judgement) or isinstance(cell.bank, Judgement):
            assert cell.item.replace(degraded="", source="bank") == cell.bank, (cell.fault, cell.site)
        elif isinstance(cell.item, FeedbackWords) or isinstance(cell.bank, FeedbackWords):
            assert cell.item.replace(degraded="", prompt="", source="offline") == cell.bank, (cell.fault, cell.site)
        else:
            assert cell.item.text == cell.bank.text, (cell.fault, cell.site)


def test_no_key_is_shown_or_logged(seen: Seen) -> None:
    cells, log = seen
    assert not [(cell.fault, cell.site) for found in cells.values() for cell in found if KEY in cell.shown]
    assert log.lines and not [line for line in log.lines if KEY in line or SECRET in line]


def test_the_page_shows_what_happens(seen: Seen) -> None:
    assert PAGE.read_text(encoding="utf-8") == page_of(seen[0]), "run: scripts/fault-table > docs/model-faults.md"
