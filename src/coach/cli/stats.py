"""`coach stats`: progress in charts."""

import os
import shutil
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from coach.domain.enums import CompanyType

if TYPE_CHECKING:
    from coach.domain.analytics import Due, InterviewAnalytics
    from coach.reporting.stats import Pen

app = typer.Typer(rich_markup_mode=None)
NARROWEST, WIDEST = 60, 200


@app.command("stats")
def stats(
    company: Annotated[CompanyType | None, typer.Option(help="Trend and readiness for this type of company.")] = None,
    width: Annotated[
        int | None, typer.Option(min=NARROWEST, max=WIDEST, help="Columns; default: those of the terminal.")
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Chart your progress: scores, skills with intervals, readiness, habits, and what is due."""
    from coach.cli.loop import run

    analytics, due = run(_known())
    _tell(analytics, due, company, width, as_json=json_)


async def _known() -> "tuple[InterviewAnalytics, tuple[Due, ...]]":
    from coach.bootstrap import LOCAL_USER, OpenOptions, open_service

    async with open_service(OpenOptions(front_door="cli", consent_by="")) as service:
        return await service.get_analytics(LOCAL_USER), await service.get_schedule(LOCAL_USER)


def _tell(
    analytics: "InterviewAnalytics",
    due: "tuple[Due, ...]",
    company: CompanyType | None,
    width: int | None,
    *,
    as_json: bool,
) -> None:
    from coach.cli.output import write, write_json
    from coach.cli.problems import narrate, next_step

    if as_json:
        kept = [one for one in analytics.company_readiness if company in (None, one.company)]
        trend = [one for one in analytics.score_trend if company in (None, one.company)]
        shown = analytics.replace(company_readiness=tuple(kept), score_trend=tuple(trend))
        write_json({"analytics": shown.model_dump(mode="json"), "due": [one.model_dump(mode="json") for one in due]})
        return
    if not analytics.interviews:
        narrate("No interviews yet.")
        next_step("coach interview")
        return
    from coach.reporting.stats import charts
    from coach.telemetry.clock import SystemClock

    write(charts(analytics, due, _pen(width), SystemClock().now(), company))
    next_step("coach practice due" if due else "coach interview")


def _pen(width: int | None) -> "Pen":
    """As wide as the terminal, and in ASCII wherever lines and blocks may not show."""
    from coach.reporting.stats import Pen

    columns = width or min(WIDEST, max(NARROWEST, shutil.get_terminal_size().columns))
    simple = os.environ.get("TERM") == "dumb" or bool(os.environ.get("NO_COLOR"))
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return Pen(columns, unicode=sys.stdout.isatty() and not simple and encoding == "utf8")
