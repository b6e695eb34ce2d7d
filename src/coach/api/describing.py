"""The description of the API: OpenAPI with an example for each operation, and a page to read it."""

import json
import re
from datetime import date
from html import escape
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from coach.api import examples, promises
from coach.api.problems import Problem

ABOUT = """\
The engine of `coach`, over HTTP: the same interviews, questions, sandbox and reports.

Every request but those about health needs a token, as `Authorization: Bearer …`; `coach token create YOUR-NAME` prints
one. A POST may carry an `Idempotency-Key`: sent again with the same key it is not done again, and gets the same answer.
Errors are problem documents (RFC 9457) with a stable `code`. Every answer has an `X-Request-ID`, which the server's log
has too.
"""


def install(app: FastAPI) -> None:
    """Complete the description, and serve the page."""
    describe = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = completed(describe(), app.state.parts.now().date())
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]

    @app.get("/docs", include_in_schema=False)
    async def docs(request: Request) -> HTMLResponse:
        return HTMLResponse(page(app.openapi()))


def completed(schema: dict[str, Any], today: date) -> dict[str, Any]:
    """The document with the schema of problems and the examples in it, those for a day to come included."""
    schemas = schema.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    # What the framework would answer with, which here nobody ever sees.
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    promises.complete(schema)
    examples.complete(schema, today)
    return schema


STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
code, pre { font: 13px/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .6rem; border: 1px solid #8884; border-radius: 6px; overflow-wrap: normal; }
summary { cursor: pointer; padding: .4rem 0; }
summary > span { display: block; opacity: .75; }
b.method { display: inline-block; width: 4.5rem; }
details { border-bottom: 1px solid #8884; }
"""
SAID_AS_CODE = re.compile(r"`([^`]+)`")


def page(schema: dict[str, Any]) -> str:
    """The description as one page that loads nothing from anywhere."""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>coach API</title>",
        "<meta name='viewport' content='width=device-width, initial-scale=1'>",
        f"<style>{STYLE}</style><h1>coach API</h1>",
        "".join(f"<p>{_text(part)}</p>" for part in ABOUT.strip().split("\n\n")),
        "<p>As a document for tools: <a href='/openapi.json'>openapi.json</a></p>",
    ]
    tag = ""
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            if (operation.get("tags") or [""])[0] != tag:
                tag = operation["tags"][0]
                parts.append(f"<h2>{escape(tag.capitalize())}</h2>")
            parts.append(_operation(path, method, operation))
    return "".join(parts)


def _text(words: str) -> str:
    return SAID_AS_CODE.sub(r"<code>\1</code>", escape(words))


def _operation(path: str, method: str, operation: dict[str, Any]) -> str:
    sent = operation.get("requestBody", {}).get("content", {})
    first, _, more = operation.get("description", "").partition("\n\n")
    lines = [f"<p>{_text(more)}</p>"] if more else []
    for parameter in operation.get("parameters", ()):
        where, about = parameter["in"], parameter.get("description", "")
        lines.append(f"<div><code>{escape(parameter['name'])}</code> ({escape(where)}) {_text(about)}</div>")
    lines += [_example("Request", content) for content in sent.values()]
    for status, response in operation["responses"].items():
        lines += [_example(f"Answer {status}", content) for content in response.get("content", {}).values()]
    head = f"<b class='method'>{method.upper()}</b><code>{escape(path)}</code><span>{_text(first)}</span>"
    return f"<details><summary>{head}</summary>{''.join(lines)}</details>"


def _example(title: str, content: dict[str, Any]) -> str:
    if "example" not in content:
        return ""
    example = content["example"]
    text = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
    return f"<div>{title}</div><pre>{escape(text)}</pre>"
