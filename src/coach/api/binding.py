"""Where a server listens, and with what certificate. Light: what is wrong here is told before anything is loaded."""

import errno
import os
import socket
import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from coach.errors import BadInput

OF_THE_PORT = frozenset({errno.EADDRINUSE, errno.EACCES})
"""What is wrong with a port; all else is wrong with the address."""
ANOTHER_PORT = "choose another with --port; 0 takes a free one"
ANOTHER_HOST = "name an address of this machine with --host"


@dataclass(frozen=True)
class Bind:
    """Where to listen, and with what certificate."""

    host: str
    port: int
    tls_cert: Path | None = None
    tls_key: Path | None = None
    insecure: bool = False

    @property
    def is_local(self) -> bool:
        return is_loopback(self.host)

    @property
    def is_everywhere(self) -> bool:
        """Every address of the machine."""
        try:
            return ip_address(self.host).is_unspecified
        except ValueError:
            return False

    @property
    def shown(self) -> str:
        """The host as it stands in an address."""
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def scheme(self) -> str:
        return "https" if self.tls_cert else "http"

    def check(self) -> None:
        """Raises BadInput for an address that others reach without TLS, and for a certificate that cannot be used."""
        if (self.tls_cert is None) != (self.tls_key is None):
            raise BadInput("TLS needs both a certificate and its key.", fix="give --tls-cert and --tls-key")
        for path in (self.tls_cert, self.tls_key):
            if path and not path.is_file():
                raise BadInput(f"{path} is not a file.", fix="name a PEM file")
        if self.tls_cert and self.tls_key:
            require_pair(self.tls_cert, self.tls_key)
        if not (self.is_local or self.tls_cert or self.insecure):
            raise BadInput(
                f"{self.host} can be reached by others, and nothing would be encrypted on the way.",
                fix="give --tls-cert and --tls-key, or --insecure behind a proxy that does it",
            )


def require_pair(cert: Path, key: Path) -> None:
    """Raises BadInput for a certificate and a key that do not go together, or cannot be read."""

    def locked() -> str:
        raise BadInput(f"{key} is locked with a passphrase.", fix="name a key that only this server's user may read")

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(cert, key, locked)
    except (OSError, ValueError) as error:
        fix = "name two PEM files that belong together"
        raise BadInput("The certificate and its key cannot be used.", why=_reason(error), fix=fix) from None


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return (error.reason or "they are no PEM files").replace("_", " ").lower()
    return str(getattr(error, "strerror", None) or "they are no PEM files")


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address. Of the names only localhost is."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def listen(bind: Bind) -> socket.socket:
    """The socket; port 0 takes a free one. Raises BadInput."""
    try:
        family = socket.getaddrinfo(bind.host, bind.port, type=socket.SOCK_STREAM)[0][0]
        listening = socket.create_server((bind.host, bind.port), family=family, backlog=2048)
    except UnicodeError:
        raise BadInput(f"{bind.host} is no name of a host.", fix=ANOTHER_HOST) from None
    except OSError as error:
        why = os.strerror(error.errno) if error.errno and error.errno > 0 else str(error.strerror or error)
        fix = ANOTHER_PORT if error.errno in OF_THE_PORT else ANOTHER_HOST
        raise BadInput(f"{bind.host} port {bind.port} cannot be used: {why}.", fix=fix) from None
    # The event loop does so only for sockets that name their protocol; without it the second part of an answer waits
    # until the client has acknowledged the first, which it puts off by 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
