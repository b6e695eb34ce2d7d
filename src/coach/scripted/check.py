"""Whether what a script names is there, before anything is played."""

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.errors import ContentError, NotFound
from coach.ports import QuestionSource
from coach.scripted.script import Script
from coach.workspace.own_tests import parse


async def check_names(script: Script, bank: QuestionSource) -> None:
    """Raises ContentError for a company or question that is not there, and for tests that do not fit their question."""
    try:
        await bank.pattern(script.interview.company)
    except NotFound as error:
        raise script.source.error(error.message, "interview.company", why=error.why, fix=error.fix) from None
    for place, slug in script.named_questions().items():
        try:
            await bank.question(slug)
        except NotFound as error:
            raise script.source.error(error.message, place, why=error.why, fix=error.fix) from None
    for index, entry in enumerate(script.candidate):
        if entry.question:
            _check_tests(script, index, await bank.question(entry.question))


def _check_tests(script: Script, index: int, bank: BankQuestion) -> None:
    """Raises ContentError for tests that are none, or not for this question."""
    for number, move in enumerate(script.candidate[index].moves):
        place = f"candidate.{index}.moves.{number}.tests"
        if move.tests is None:
            continue
        if not isinstance(bank, CodingQuestion):
            raise script.source.error(f"{bank.id} is answered in words, not with code", place, fix="leave them out")
        try:
            parse(move.tests, bank.signature, "")
        except ContentError as error:
            where = "  ".join(part for part in (f"test line {error.line}" if error.line else "", error.field) if part)
            reason = error.message.partition(" – ")[2] or error.message
            raise script.source.error(f"{where} {reason}".strip(), place, fix=error.fix) from None
