"""`coach serve`: the same engine over HTTP."""

import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from socket import socket

    from coach.api.binding import Bind

app = typer.Typer(rich_markup_mode=None, add_completion=False)

EXTRA = ("fastapi", "uvicorn", "jwt", "prometheus_client", "structlog")
"""Modules of the packages that `interview-coach[serve]` brings."""
SIGN_IN = "coach token create YOUR-NAME"


@app.command("serve")
def serve(
    host: Annotated[str | None, typer.Option(help="The address to listen on; unset: as the settings say.")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = None,
    tls_cert: Annotated[Path | None, typer.Option(help="A certificate (PEM), for https.")] = None,
    tls_key: Annotated[Path | None, typer.Option(help="Its key (PEM).")] = None,
    insecure: Annotated[
        bool, typer.Option("--insecure", help="Listen beyond this machine without TLS, behind a proxy that has it.")
    ] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Let the question bank ask, and no model.")] = False,
) -> None:
    """Serve interviews over HTTP, until ctrl-c."""
    from coach.cli.loop import run
    from coach.errors import BadSettings
    from coach.settings import load_settings

    if missing := [name for name in EXTRA if find_spec(name) is None]:
        raise BadSettings(
            f"`coach serve` needs {missing[0]}, which is not installed.", fix='pip install "interview-coach[serve]"'
        )
    from coach.api.binding import Bind, listen

    section = load_settings().server
    bind = Bind(host or section.host, section.port if port is None else port, tls_cert, tls_key, insecure)
    bind.check()
    run(_serve(bind, listen(bind), model=not offline))


async def _serve(bind: "Bind", listening: "socket", *, model: bool) -> None:
    from coach.api.feed import Feed
    from coach.api.putting import application, parts_for
    from coach.api.serve import configure
    from coach.api.serve import serve as serve_until_told
    from coach.bootstrap.serving import open_server
    from coach.settings import load_token_secret
    from coach.telemetry.logs import log_to_stderr_as_json

    address = f"{bind.scheme}://{bind.shown}:{listening.getsockname()[1]}"
    feed = Feed()
    log_to_stderr_as_json([secret] if (secret := load_token_secret()) else [])
    async with open_server(model=model, saved=feed.announce) as served:
        parts = parts_for(served, feed, bind)
        config = configure(application(parts, bind), bind)
        await serve_until_told(config, listening, parts, lambda: _tell(address))


def _tell(address: str) -> None:
    """Where it is and what to do next: in words at a terminal, as a line of the log elsewhere."""
    import logging

    from coach.cli.output import write
    from coach.cli.problems import narrate

    write(address)
    if not sys.stderr.isatty():
        fields = {"address": address, "docs": f"{address}/docs", "sign_in": SIGN_IN}
        logging.getLogger("coach.api").info("listening", extra={"fields": fields})
        return
    narrate(f"Read about it: {address}/docs")
    narrate(f"A token:       {SIGN_IN}")
    narrate("Ctrl-c ends it; what was begun is ended first.")
