"""Values that JSON, Python or a calendar take and an interview does not: refused, and never a bug."""

from pathlib import Path

import httpx2
import pytest

from tests.fakes_api import ADDRESS, ANA, API, INA
from tests.fakes_described import OPEN, PLANNED, Described

SURROGATE = r'"\ud800"'
DEEP = "[" * 2000 + "]" * 2000
BODIES: tuple[tuple[str, str, str, str], ...] = (
    *(
        (ANA, "POST", "/sessions", body)
        for body in (
            '{"seed": NaN}',
            f'{{"seed": 1{"0" * 40}}}',
            f'{{"seed": 1{"0" * 5000}}}',
            '{"seed": -1e308}',
            f'{{"questions": [{SURROGATE}]}}',
            r'{"questions": ["\u0000"]}',
            f'{{"role": {SURROGATE}}}',
            f"{{{SURROGATE}: 1}}",
            '{"scheduled_at": "9999-12-31T23:59:59-23:59"}',
            '{"scheduled_at": 1e300}',
            '{"scheduled_at": "0001-01-01T00:00:00+23:59"}',
            '{"scheduled_at": -62135596800}',
        )
    ),
    *(
        (ANA, "POST", "/sessions/{planned}/schedule", body)
        for body in (
            '{"scheduled_at": "9999-12-31T23:59:59-23:59"}',
            '{"scheduled_at": "0001-01-01T00:00:00+23:59"}',
        )
    ),
    *(
        (ANA, "POST", "/sessions/{planned}/start", f'{{"user_preferences": {{"allow_hints": {value}}}}}')
        for value in (
            "NaN",
            "1e999",
            SURROGATE,
            DEEP,
            "{}",
        )
    ),
    (ANA, "POST", "/sessions/{planned}/start", f'{{"user_preferences": {{{SURROGATE}: true}}}}'),
    *(
        (ANA, "POST", "/users/ana/prediction", f'{{"company": "big_tech", "on": {on}, "practice_per_week": {number}}}')
        for on, number in (
            ('"2026-02-01"', "NaN"),
            ('"2026-02-01"', "Infinity"),
            ('"2026-02-01"', "-1"),
            ('"9999-12-31"', "1"),
            ('"0001-01-01"', "1"),
        )
    ),
    (ANA, "POST", "/sessions/{open}/responses", f'{{"question_id": {SURROGATE}}}'),
    (ANA, "POST", "/sessions/{open}/responses", f'{{"question_id": "q1", "code_solution": {SURROGATE}}}'),
    (
        ANA,
        "POST",
        "/sessions/{open}/run",
        '{"code_solution": "x", "own_tests": [{"input": {"numbers": [NaN], "target": 1}, "expected": true}]}',
    ),
    (ANA, "POST", "/sessions/{open}/clarify", f'{{"text": {SURROGATE}}}'),
    (ANA, "POST", "/users/ana/consent", f'{{"version": 1, "model_host": {SURROGATE}}}'),
    (ANA, "POST", "/users/ana/consent", f'{{"version": 1{"0" * 30}}}'),
    (ANA, "POST", "/token/refresh", f'{{"refresh_token": {SURROGATE}}}'),
    (INA, "PUT", "/sessions/{open}/review", '{"score": NaN}'),
    (INA, "PUT", "/sessions/{open}/review", '{"score": false}'),
    (INA, "PUT", "/sessions/{open}/review", '{"score": "7"}'),
    (ANA, "POST", "/sessions", '{"ignore_history": 1}'),
    (ANA, "POST", "/sessions", '{"ignore_history": "yes"}'),
    (ANA, "POST", "/sessions", '{"seed": true}'),
    (ANA, "POST", "/sessions", '{"time_limit": "60"}'),
    (ANA, "POST", "/sessions/{open}/rating", '{"question_id": "q1", "rating": true}'),
    (ANA, "POST", "/users/ana/consent", '{"version": true}'),
    (INA, "PUT", "/sessions/{open}/review", '{"score": 1e-400, "notes": "\\ud800"}'),
    (ANA, "GET", "/sessions?user_id=%ff%00", ""),
    (ANA, "GET", "/sessions?limit=1e2", ""),
    (ANA, "GET", "/sessions?status=%00", ""),
    (ANA, "GET", "/sessions/{open}/events?after=99999999999999999999", ""),
)


@pytest.fixture
async def api(tmp_path: Path) -> Described:
    made = Described(tmp_path)
    await made.prepare()
    return made


async def test_they_are_refused(api: Described) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api), base_url=ADDRESS + API) as http:
        for who, method, path, body in BODIES:
            address = path.format(open=api.sessions[OPEN], planned=api.sessions[PLANNED])
            headers = {"Authorization": f"Bearer {api.access[who]}", "Content-Type": "application/json"}
            answer = await http.request(method, address, content=body.encode(), headers=headers)
            assert answer.status_code in (400, 404, 422), (path, body[:80], answer.text[:200])
            assert answer.headers["content-type"] == "application/problem+json"


async def test_an_address_names_all_that_can_be_done_there(api: Described) -> None:
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(api), base_url=ADDRESS + API) as http:
        for path, allowed in (
            ("/sessions", "GET, POST"),
            ("/users/ana", "DELETE, PUT"),
            ("/users/ana/consent", "DELETE, GET, POST"),
            (f"/sessions/{api.sessions[OPEN]}/interviewers/ina", "DELETE, PUT"),
        ):
            answer = await http.patch(path)
            assert (answer.status_code, answer.headers["allow"]) == (405, allowed)
