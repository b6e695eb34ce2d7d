"""The description of the API: OpenAPI with an example for each operation, and a page to read it."""

from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from coach.api.problems import Problem

ABOUT = """\
The engine of `coach`, over HTTP: the same interviews, questions, sandbox and reports.

Every request but those about health needs a token, as `Authorization: Bearer …`. A POST may carry an
`Idempotency-Key`: sent again with the same key it is not done again, and gets the same answer. Errors are problem
documents (RFC 9457) with a stable `code`. Every answer has an `X-Request-ID`, which the server's log has too.
"""


def install(app: FastAPI) -> None:
    """Complete the description, and serve the page."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = completed(describe())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(page(app.openapi()))


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """The document with the schema of problems in it."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    return schema


def page(schema: dict[str, Any]) -> str:
    raise NotImplementedError
