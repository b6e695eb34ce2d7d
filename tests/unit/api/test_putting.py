"""From the parts of a machine to an application: whom it believes, which names it answers to."""

import logging
from dataclasses import fields
from pathlib import Path
from typing import Any

import httpx2
import pytest

from coach.api.binding import Bind
from coach.api.feed import Feed
from coach.api.putting import application, parts_for
from coach.bootstrap.serving import Served
from coach.errors import BadSettings
from coach.settings import Settings
from coach.settings.model import StorageSection
from coach.settings.server import ServerSection
from coach.telemetry.metrics import MetricsObserver
from tests.fakes_api import ANA, API, ApiStudio

HERE = Bind("127.0.0.1", 8000)
EVERYWHERE = Bind("0.0.0.0", 8000, insecure=True)  # noqa: S104 - that is what is tested


def served(folder: Path, **settings: Any) -> Served:
    parts = ApiStudio(folder).parts
    shared = {field.name: getattr(parts, field.name) for field in fields(Served) if hasattr(parts, field.name)}
    section, storage = ServerSection(**settings), StorageSection(keep_days=90)
    return Served(**shared | {"metrics": MetricsObserver(), "settings": Settings(server=section, storage=storage)})


def asking(folder: Path, bind: Bind, host: str, **settings: Any) -> httpx2.AsyncClient:
    """A client that calls the server by a name."""
    app = application(parts_for(served(folder, **settings), Feed(), bind), bind)
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url=f"http://{host}{API}")


def test_the_parts_are_those_of_the_settings(tmp_path: Path) -> None:
    parts = parts_for(served(tmp_path), Feed(), HERE)
    assert (parts.keep_days, parts.is_local) == (90, True)
    assert not parts_for(served(tmp_path), Feed(), EVERYWHERE).is_local


class TestMockSignIn:
    async def test_everybody_is_believed(self, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING, "coach.api"):
            http = asking(tmp_path, HERE, "127.0.0.1", mock_auth=True)
        assert "MOCK SIGN-IN IS ON" in caplog.text
        async with http:
            assert (await http.get("/users")).status_code == 200
            assert (await http.get("/users", headers={"X-Mock-User": ANA})).status_code == 403
            assert (await http.get("/users", headers={"X-Mock-User": f"{ANA}:admin"})).status_code == 200

    @pytest.mark.parametrize("name", ["ana:king", ":", "ana:admin:x"])
    async def test_but_not_everything(self, tmp_path: Path, name: str) -> None:
        async with asking(tmp_path, HERE, "127.0.0.1", mock_auth=True) as http:
            answer = await http.get("/sessions", headers={"X-Mock-User": name})
            assert (answer.status_code, "X-Mock-User" in answer.json()["detail"]) == (422, True)

    @pytest.mark.parametrize("bind", [EVERYWHERE, Bind("192.0.2.1", 8000, insecure=True)])
    def test_where_others_get_it_is_refused(self, tmp_path: Path, bind: Bind) -> None:
        with pytest.raises(BadSettings, match="USE_MOCK_AUTH"):
            parts_for(served(tmp_path, mock_auth=True), Feed(), bind)


class TestNames:
    @pytest.mark.parametrize(
        ("bind", "host", "status"),
        [
            (HERE, "localhost", 200),
            (HERE, "coach.example", 421),
            (Bind("Coach.Example", 80, insecure=True), "coach.example", 200),
            (EVERYWHERE, "practice.example", 200),
            (EVERYWHERE, "coach.example", 421),
        ],
    )
    async def test_those_of_the_address_and_of_the_settings_are_answered(
        self, tmp_path: Path, bind: Bind, host: str, status: int
    ) -> None:
        async with asking(tmp_path, bind, host, hosts="Practice.Example, other.example") as http:
            assert (await http.get("/health/live")).status_code == status

    def test_every_address_of_a_machine_has_no_name_of_its_own(self, tmp_path: Path) -> None:
        with pytest.raises(BadSettings, match=r"server\.hosts") as caught:
            asking(tmp_path, EVERYWHERE, "127.0.0.1")
        assert "coach config set server.hosts" in caught.value.fix

    async def test_pages_that_the_settings_name_may_call(self, tmp_path: Path) -> None:
        page = "https://practice.example"
        async with asking(tmp_path, HERE, "127.0.0.1", origins=page) as http:
            answer = await http.get("/health/live", headers={"Origin": page})
            assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, page)
            other = await http.get("/health/live", headers={"Origin": "https://evil.example"})
            assert other.status_code == 403
