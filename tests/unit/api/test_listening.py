"""The socket that a server listens on."""

import socket

from coach.api.binding import Bind, listen


def test_answers_are_sent_without_waiting_for_an_acknowledgement() -> None:
    with listen(Bind("127.0.0.1", 0)) as listening, socket.create_connection(listening.getsockname()):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
