"""The application: every route, behind the guard, with its description."""

from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from coach import __version__
from coach.api import describing, problems
from coach.api.guard import REQUEST_ID, Guard, Places
from coach.api.parts import Parts
from coach.api.routes import answers, health, library, people, persons, results, sessions, tokens

ROUTERS: tuple[APIRouter, ...] = (
    sessions.router,
    answers.router,
    results.router,
    persons.router,
    people.router,
    library.router,
    tokens.router,
    health.router,
    health.metrics_router,
)


def create_app(parts: Parts, places: Places) -> FastAPI:
    """The application over parts that are open."""
    app = FastAPI(
        title="coach",
        version=__version__,
        summary="Mock technical interviews over HTTP.",
        description=describing.ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        middleware=middleware(parts, places),
        swagger_ui_oauth2_redirect_url=None,
        # Not included one by one: a router within another is searched twice for each request.
        routes=[route for router in ROUTERS for route in router.routes],
    )
    app.state.parts = parts
    problems.install(app)
    describing.install(app)
    return app


def middleware(parts: Parts, places: Places) -> list[Middleware]:
    """Outermost first."""
    layers = [Middleware(Guard, places=places, metrics=parts.metrics)]
    if places.origins:
        cross: dict[str, Any] = {"allow_methods": ["*"], "allow_headers": ["*"], "expose_headers": [REQUEST_ID]}
        layers.append(Middleware(CORSMiddleware, allow_origins=sorted(places.origins), **cross))
    return layers
