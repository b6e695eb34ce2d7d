"""`coach serve`: the same engine over HTTP."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from coach.api.serve import Bind

app = typer.Typer(rich_markup_mode=None, add_completion=False)


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

    try:
        from coach.api.serve import Bind
    except ModuleNotFoundError as error:
        raise BadSettings(
            f"`coach serve` needs {error.name}, which is not installed.", fix='pip install "interview-coach[serve]"'
        ) from None
    section = load_settings().server
    bind = Bind(host or section.host, section.port if port is None else port, tls_cert, tls_key, insecure)
    bind.check()
    run(_serve(bind, model=not offline))


async def _serve(bind: "Bind", *, model: bool) -> None:
    from coach.api.feed import Feed
    from coach.api.putting import application, parts_for
    from coach.api.serve import configure, listen
    from coach.api.serve import serve as serve_until_told
    from coach.bootstrap.serving import open_server
    from coach.cli.output import write
    from coach.cli.problems import narrate
    from coach.settings import load_token_secret
    from coach.telemetry.logs import log_to_stderr_as_json

    listening = listen(bind)
    address = f"{bind.scheme}://{bind.shown}:{listening.getsockname()[1]}"
    feed = Feed()

    def started() -> None:
        write(address)
        narrate(f"Read about it: {address}/docs")
        narrate("A token:       coach token create YOUR-NAME")
        narrate("Ctrl-c ends it; what was begun is ended first.")

    log_to_stderr_as_json([secret] if (secret := load_token_secret()) else [])
    async with open_server(model=model, saved=feed.announce) as served:
        parts = parts_for(served, feed, bind)
        await serve_until_told(configure(application(parts, bind), bind), listening, parts, started)
