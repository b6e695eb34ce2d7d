"""What `coach doctor` tells of the model that interviews."""

from typing import TYPE_CHECKING

from coach.cli.doctor_check import Check, Mark
from coach.errors import ModelUnavailable

if TYPE_CHECKING:
    from coach.interviewers.choosing import Chosen
    from coach.interviewers.models.protocol import LanguageModel
    from coach.settings import Paths, Settings

OFFLINE = "none: questions and hints come from the bank, and prose is judged by facts alone"


async def check_model(paths: "Paths", settings: "Settings | None", *, ping: bool) -> Check:
    """Which model interviews; `ping` asks it something, and names the class of what goes wrong."""
    from coach.bootstrap import choose_model
    from coach.settings import Settings

    chosen = choose_model(paths=paths, settings=settings or Settings())
    try:
        return await _checked(chosen, ping=ping)
    finally:
        await chosen.interviewer.close()


async def _checked(chosen: "Chosen", *, ping: bool) -> Check:
    if chosen.notice:
        mark = Mark.PROBLEM if ping else Mark.WARNING
        return Check("model", mark, chosen.notice, chosen.fix, ModelUnavailable.exit_code)
    if chosen.model is None:
        return Check("model", Mark.OK, OFFLINE)
    where = f"at {chosen.host}" if chosen.host else "on this machine"
    words = f"{chosen.model.name} {where}"
    if not ping:
        return Check("model", Mark.OK, f"{words}, not tried", "")
    return await _pinged(chosen.model, words)


async def _pinged(model: "LanguageModel", words: str) -> Check:
    from coach.interviewers.models.faults import ModelFault

    try:
        health = await model.ping()
    except ModelFault as fault:
        return Check(
            "model", Mark.PROBLEM, f"{words}: {fault.kind.value}. {fault.in_a_line}", fault.fix, fault.exit_code
        )
    return Check("model", Mark.OK, f"{words} answered in {health.seconds:.1f} s")
