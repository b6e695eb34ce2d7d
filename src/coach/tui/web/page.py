"""The process behind one page of a browser: the app, drawn into the pipe that the server reads."""

import json
import os
import sys
from contextlib import suppress
from functools import partial

from textual.drivers.web_driver import WebDriver

from coach.settings import RunnerChoice
from coach.tui.app import CoachApp
from coach.tui.host import first_place, this_machine


class PageDriver(WebDriver):
    """Leaves by way of every open screen when the page is closed or the server is gone."""

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "quit":
            self._leave()
        else:
            super().on_meta(packet_type, payload)

    def run_input_thread(self) -> None:
        # It comes back when the pipe ends: the server was killed, and nobody will say quit.
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._leave()

    def start_application_mode(self) -> None:
        self._write = partial(_write, self.fileno)
        super().start_application_mode()

    def _leave(self) -> None:
        app = self._app
        if isinstance(app, CoachApp):
            # The app may have ended by itself meanwhile.
            with suppress(RuntimeError):
                app.call_from_thread(app.end_by_signal, 0)


def _write(fileno: int, data: bytes) -> int:
    """Like os.write; what nobody reads any more counts as written."""
    try:
        return os.write(fileno, data)
    except BrokenPipeError:
        return len(data)


def main() -> int:
    """Show the app as the JSON in the first argument says: `runner` and `offline`; the exit code."""
    options = json.loads(sys.argv[1])
    runner = RunnerChoice(options["runner"]) if options["runner"] else None
    app = CoachApp(this_machine(runner, offline=options["offline"]), first_place(), driver=PageDriver)
    return app.run() or 0


if __name__ == "__main__":
    sys.exit(main())
