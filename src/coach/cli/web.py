"""`coach web`: the full-screen app in a browser of this machine."""

from typing import Annotated

import typer

from coach.cli.choices import RunnerChoice

app = typer.Typer(rich_markup_mode=None, add_completion=False)
PORT, LEAST_PORT = 8321, 1024


@app.command("web")
def web(
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = PORT,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Let the question bank ask, and no model.")] = False,
    runner: Annotated[RunnerChoice | None, typer.Option(help="What executes your code.")] = None,
) -> None:
    """Show the app in a browser on this machine, until ctrl-c."""
    from coach.cli.output import write
    from coach.cli.problems import narrate
    from coach.errors import BadInput
    from coach.tui.web.server import WebServer, listen
    from coach.workspace.browser import show_in_browser

    if 0 < port < LEAST_PORT:
        raise BadInput(f"Port {port} is kept for the system.", fix=f"coach web --port {PORT}, or 0 for a free one")
    server = WebServer(listen(port), runner, offline=offline)
    write(server.address)
    narrate("Only this machine can open it, and only with this address. Ctrl-c ends it; interviews are paused.")
    if open_ and not show_in_browser(server.address):
        narrate("No browser was found; open the address yourself.")
    server.serve()
