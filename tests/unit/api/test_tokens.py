"""Refresh tokens, and the end of a sign-in."""

from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.fakes_api import ADDRESS, ANA, API, ROLES, ApiStudio


@pytest.fixture
def api(tmp_path: Path) -> ApiStudio:
    return ApiStudio(tmp_path)


async def signed_in(api: ApiStudio) -> dict[str, Any]:
    await api.accounts.permit(ANA, ROLES[ANA])
    return (await api.accounts.sign_in(ANA)).model_dump()


async def refresh(http: httpx2.AsyncClient, pair: dict[str, Any]) -> httpx2.Response:
    return await http.post("/token/refresh", json={"refresh_token": pair["refresh_token"]})


async def lets_in(api: ApiStudio, pair: dict[str, Any]) -> int:
    headers = {"Authorization": f"Bearer {pair['access_token']}"}
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api.app), base_url=ADDRESS + API) as http:
        return (await http.get("/notice", headers=headers)).status_code


async def test_a_refresh_token_is_exchanged_for_fresh_ones(api: ApiStudio) -> None:
    first = await signed_in(api)
    async with api.http() as http:
        answer = await refresh(http, first)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert await lets_in(api, answer.json()) == 200
    assert answer.json()["refresh_token"] != first["refresh_token"]


async def test_one_that_comes_again_ends_the_sign_in(api: ApiStudio) -> None:
    first = await signed_in(api)
    async with api.http() as http:
        second = (await refresh(http, first)).json()
        assert (await refresh(http, first)).status_code == 401
        assert (await refresh(http, second)).status_code == 401
    assert await lets_in(api, second) == 401
    assert 'coach_requests_refused_total{reason="token"} 3.0' in api.metrics.exposition()[0].decode()


async def test_an_access_token_refreshes_nothing(api: ApiStudio) -> None:
    pair = await signed_in(api)
    async with api.http() as http:
        answer = await http.post("/token/refresh", json={"refresh_token": pair["access_token"]})
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert await lets_in(api, {"access_token": pair["refresh_token"]}) == 401


async def test_whoever_signs_out_is_out(api: ApiStudio) -> None:
    async with api.http(ANA) as http:
        assert (await http.post("/token/revoke")).status_code == 204
        assert (await http.post("/token/revoke")).status_code == 401
    assert [entry.action for entry in await api.kept.audit()] == ["revoke_token"]
