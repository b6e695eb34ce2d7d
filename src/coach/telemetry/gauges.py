"""Values that are asked for when a monitor asks, and kept nowhere."""

import logging
from collections.abc import Callable, Iterable, Mapping

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Counts = Callable[[], Mapping[str, float]]
_log = logging.getLogger("coach.telemetry")


class Gauges(Collector):
    """Asks its sources at every look; one that fails leaves its own values out."""

    def __init__(self) -> None:
        self.ready: Callable[[], bool] = lambda: False
        """Whether requests are taken."""
        self.sessions: Counts = dict
        """Interviews by status."""
        self.sandboxes: Counts = dict
        """Sandboxes by state."""

    def collect(self) -> Iterable[Metric]:
        yield _alone("coach_up", "1 while the process answers.", 1)
        yield _alone(
            "coach_ready", "1 while requests are taken, 0 while starting, stopping or broken.", self._is_ready()
        )
        yield _by("coach_sessions", "Interviews that are kept.", "status", self.sessions)
        yield _by("coach_pool_sandboxes", "Sandboxes of this process.", "state", self.sandboxes)

    def _is_ready(self) -> float:
        try:
            return float(self.ready())
        except Exception:
            _log.exception("readiness could not be told")
            return 0.0


def _alone(name: str, about: str, value: float) -> Metric:
    return GaugeMetricFamily(name, about, value=value)


def _by(name: str, about: str, label: str, source: Counts) -> Metric:
    family = GaugeMetricFamily(name, about, labels=(label,))
    try:
        counts = source()
    except Exception:
        _log.exception("%s could not be counted", name)
        return family
    for value, count in counts.items():
        family.add_metric((value,), count)
    return family
