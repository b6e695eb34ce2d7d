"""From open parts to an application that can be served."""

import logging
from typing import TYPE_CHECKING

from fastapi import FastAPI

from coach.api.app import create_app
from coach.api.binding import Bind
from coach.api.feed import Feed
from coach.api.guard import Places
from coach.api.limiting import Limits
from coach.api.parts import Parts
from coach.errors import BadSettings

if TYPE_CHECKING:
    from coach.bootstrap.serving import Served

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

logger = logging.getLogger("coach.api")


def parts_for(served: "Served", feed: Feed, bind: Bind) -> Parts:
    """What the routes work with. Raises BadSettings for a sign-in that anybody could make up."""
    section = served.settings.server
    if section.mock_auth:
        allow_mock_auth(bind)
    parts = Parts(
        service=served.service,
        accounts=served.accounts,
        store=served.store,
        audits=served.audits,
        clock=served.clock,
        settings=section,
        limits=Limits(section.requests_per_minute, section.runs_at_once, served.metrics.requests.refused),
        feed=feed,
        metrics=served.metrics.requests,
        exposition=served.metrics.exposition,
        count=served.count,
        checks=served.checks,
        rotate_keys=served.rotate_keys,
        sweep=served.sweep,
        keep_days=served.settings.storage.keep_days,
        is_local=bind.is_local,
    )
    served.metrics.watch(ready=lambda: not parts.draining.begun)
    return parts


def allow_mock_auth(bind: Bind) -> None:
    """Warns of it. Raises BadSettings where others could use it."""
    if not bind.is_local:
        raise BadSettings(
            "USE_MOCK_AUTH  lets everybody be anybody, and others reach this address.",
            fix="unset it, or listen on 127.0.0.1",
        )
    logger.warning("MOCK SIGN-IN IS ON: every request is believed, whoever it says it is from")


def application(parts: Parts, bind: Bind) -> FastAPI:
    """The application, answering to the names it is bound to and to those of the settings. Raises BadSettings."""
    named = frozenset(name.lower() for name in parts.settings.host_names)
    if bind.is_everywhere and not named:
        raise BadSettings(
            f"server.hosts  is empty, and {bind.host} is every address of this machine.",
            fix='name what clients call it by: coach config set server.hosts "coach.example.org"',
        )
    hosts = LOOPBACK_NAMES | named | {bind.host.lower()}
    return create_app(parts, Places(hosts, frozenset(parts.settings.web_origins)))
