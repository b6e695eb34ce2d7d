"""What a server counts, in the text that Prometheus reads. The names are documented in docs/logs-and-metrics.md."""

from collections.abc import Callable

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from coach.domain.enums import InterviewStatus, ProgrammingLanguage, Verdict
from coach.telemetry.gauges import Counts, Gauges
from coach.telemetry.labels import OTHER, Label
from coach.telemetry.observing import UNAVAILABLE

PARTS = ("interviewer", "judge", "report", "runner")
"""What can fall back."""
MOST_TOKENS = 10_000_000
"""Of one call; a count beyond is no count."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
RUN_SECONDS = (0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 40, 60, 120)
MODEL_SECONDS = (0.25, 0.5, 1, 2, 4, 8, 15, 30, 60, 90, 180)
REQUEST_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class RequestMetrics:
    """Requests of the server: `arrived` when one comes, `answered` when it is over, whichever way."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._routes, self._reasons = Label(most=200, longest=120), Label()
        of_route = ("method", "route")
        self._answered = Counter("coach_requests", "Requests answered.", (*of_route, "status"), registry=registry)
        self._seconds = Histogram(
            "coach_request_seconds",
            "From a request to its answer.",
            of_route,
            registry=registry,
            buckets=REQUEST_SECONDS,
        )
        self._open = Gauge("coach_requests_in_flight", "Requests that are being answered.", registry=registry)
        self._refused = Counter(
            "coach_requests_refused", "Requests turned away before any work.", ("reason",), registry=registry
        )

    def arrived(self) -> None:
        self._open.inc()

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """One that arrived is over. `route` is the template, never the path that was asked for.

        `seconds` are those until the answer was there; of a stream until it began.
        """
        self._open.dec()
        method, route = method if method in METHODS else OTHER, self._routes(route)
        self._answered.labels(method, route, str(status) if 100 <= status <= 599 else OTHER).inc()
        self._seconds.labels(method, route).observe(seconds)

    def refused(self, reason: str) -> None:
        """Also answered, with a status; `reason` is a word of ours: rate, login, runs, streams, token, size, slow …"""
        self._refused.labels(self._reasons(reason)).inc()


class MetricsObserver:
    """Implements Observer by counting, in a registry of its own."""

    def __init__(self) -> None:
        # A second series for each, with the time of its first sample, that nobody asks for.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        registry = self.registry = CollectorRegistry()
        self.requests = RequestMetrics(registry)
        self._gauges = Gauges()
        self._models, self._words = Label(), Label()
        self._moved = Counter(
            "coach_sessions_moved", "Interviews that came into a state.", ("status",), registry=registry
        )
        self._runs = Counter("coach_runs", "Runs of code.", ("language", "verdict"), registry=registry)
        self._run_seconds = Histogram(
            "coach_run_seconds", "How long a run was waited for.", ("language",), registry=registry, buckets=RUN_SECONDS
        )
        calls = ("model", "purpose", "outcome")
        self._calls = Counter("coach_model_calls", "Calls of models.", calls, registry=registry)
        self._call_seconds = Histogram(
            "coach_model_seconds",
            "How long a model was waited for.",
            ("purpose",),
            registry=registry,
            buckets=MODEL_SECONDS,
        )
        self._tokens = Counter("coach_model_tokens", "Tokens used.", ("model", "direction"), registry=registry)
        self._fallbacks = Counter(
            "coach_fallbacks", "Parts that something else took over.", ("part",), registry=registry
        )
        registry.register(self._gauges)
        ProcessCollector(registry=registry)
        self._begin_at_zero()

    def _begin_at_zero(self) -> None:
        """What alerts look at is there from the start: a rate does not see the first of a series that just appeared."""
        for status in InterviewStatus:
            self._moved.labels(status.value)
        for part in PARTS:
            self._fallbacks.labels(self._words(part))
        for language in ProgrammingLanguage:
            for verdict in (Verdict.ACCEPTED.value, UNAVAILABLE):
                self._runs.labels(language.value, self._words(verdict))

    def moved(self, session_id: str, status: InterviewStatus) -> None:
        self._moved.labels(status.value).inc()

    def ran(self, session_id: str, language: ProgrammingLanguage, verdict: str, seconds: float) -> None:
        self._runs.labels(language.value, self._words(verdict)).inc()
        self._run_seconds.labels(language.value).observe(seconds)

    def called(self, model: str, purpose: str, outcome: str, seconds: float, tokens: tuple[int, int]) -> None:
        model, purpose = self._models(model), self._words(purpose)
        self._calls.labels(model, purpose, self._words(outcome)).inc()
        self._call_seconds.labels(purpose).observe(seconds)
        for direction, count in zip(("read", "written"), tokens, strict=True):
            # A server of somebody's own may say anything.
            self._tokens.labels(model, direction).inc(min(max(count, 0), MOST_TOKENS))

    def fell_back(self, part: str) -> None:
        self._fallbacks.labels(self._words(part)).inc()

    def watch(
        self,
        *,
        ready: Callable[[], bool] | None = None,
        sessions: Counts | None = None,
        sandboxes: Counts | None = None,
    ) -> None:
        """Name what is asked at every look: it must be quick.

        Whether requests are taken (no, until this is told), interviews by status, sandboxes by state.
        """
        self._gauges.ready = ready or self._gauges.ready
        self._gauges.sessions = sessions or self._gauges.sessions
        self._gauges.sandboxes = sandboxes or self._gauges.sandboxes

    def exposition(self) -> tuple[bytes, str]:
        """Everything, and its content type."""
        return generate_latest(self.registry), CONTENT_TYPE_PLAIN_0_0_4
