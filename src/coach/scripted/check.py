"""Whether what a script names is there, before anything is played."""

from coach.errors import NotFound
from coach.ports import QuestionSource
from coach.scripted.script import Script


async def check_names(script: Script, bank: QuestionSource) -> None:
    """Raises ContentError for a company or a question that is not there, with the line that names it."""
    try:
        await bank.pattern(script.interview.company)
    except NotFound as error:
        raise script.source.error(error.message, "interview.company", why=error.why, fix=error.fix) from None
    for place, slug in script.named_questions().items():
        try:
            await bank.question(slug)
        except NotFound as error:
            raise script.source.error(error.message, place, why=error.why, fix=error.fix) from None
