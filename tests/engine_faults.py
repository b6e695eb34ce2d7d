"""A container engine that fails when a test wants it to."""

import contextlib
import socket
import threading
from pathlib import Path

ENGINE_SOCKET = "/var/run/docker.sock"


class Faults:
    """A socket in front of the engine's that breaks on demand.

    `break_at` is a piece of a request ("/start"); `how` is what its sender gets: "cut" or an HTTP status.
    """

    def __init__(self, path: Path) -> None:
        self.break_at = b""
        self.how = "cut"
        self.met = 0
        self._open: list[socket.socket] = []
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(path))
        self._listener.listen(64)
        threading.Thread(target=self._accept, daemon=True).start()

    def cut_all(self) -> None:
        """Those that are open by now: who is cut off may come again at once, and stays."""
        for end in tuple(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self._listener.close()
        self.cut_all()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                ours, _ = self._listener.accept()
                theirs = socket.socket(socket.AF_UNIX)
                theirs.connect(ENGINE_SOCKET)
                self._open += [ours, theirs]
                threading.Thread(target=self._copy, args=(ours, theirs, True), daemon=True).start()
                threading.Thread(target=self._copy, args=(theirs, ours, False), daemon=True).start()

    def _copy(self, source: socket.socket, target: socket.socket, asked: bool) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                if asked and self.break_at and self.break_at in data:
                    self.met += 1
                    if self.how == "cut":
                        break
                    self._refuse(source)
                    break
                target.sendall(data)
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _refuse(self, asker: socket.socket) -> None:
        body = b'{"message": "no space left on device"}'
        head = f"HTTP/1.1 {self.how} Error\r\nContent-Type: application/json\r\nConnection: close\r\n"
        asker.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        asker.shutdown(socket.SHUT_WR)
        while asker.recv(65536):  # the rest of the request, which nobody wants
            pass
