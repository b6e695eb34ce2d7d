"""What is counted, and under which names."""

from collections.abc import Mapping

import pytest
from prometheus_client.parser import text_string_to_metric_families

from coach.domain.enums import InterviewStatus, ProgrammingLanguage
from coach.telemetry.labels import OTHER, Label
from coach.telemetry.metrics import MetricsObserver
from coach.telemetry.observing import LoggingObserver, Several

PYTHON = ProgrammingLanguage.PYTHON


@pytest.fixture
def metrics() -> MetricsObserver:
    return MetricsObserver()


def values(metrics: MetricsObserver) -> dict[str, float]:
    """`name{label="value"}` → value of every sample, as a monitor reads them."""
    text, _ = metrics.exposition()
    found = {}
    for family in text_string_to_metric_families(text.decode()):
        for sample in family.samples:
            labels = ",".join(f'{name}="{value}"' for name, value in sorted(sample.labels.items()))
            found[f"{sample.name}{{{labels}}}" if labels else sample.name] = sample.value
    return found


def test_what_happens_is_counted(metrics: MetricsObserver) -> None:
    metrics.moved("k3x9", InterviewStatus.COMPLETED)
    metrics.ran("k3x9", PYTHON, "accepted", 0.3)
    metrics.ran("k3x9", PYTHON, "unavailable", 3.0)
    metrics.called("some-model", "judge", "ok", 5.0, (900, 80))
    metrics.called("some-model", "judge", "too slow", 60.0, (-5, 10**400))
    metrics.fell_back("judge")
    found = values(metrics)
    assert found['coach_sessions_moved_total{status="completed"}'] == 1
    assert found['coach_runs_total{language="python",verdict="accepted"}'] == 1
    assert found['coach_runs_total{language="python",verdict="unavailable"}'] == 1
    assert found['coach_run_seconds_bucket{language="python",le="0.5"}'] == 1
    assert found['coach_run_seconds_sum{language="python"}'] == pytest.approx(3.3)
    assert found['coach_model_calls_total{model="some-model",outcome="too slow",purpose="judge"}'] == 1
    assert found['coach_model_seconds_count{purpose="judge"}'] == 2
    assert found['coach_model_tokens_total{direction="read",model="some-model"}'] == 900
    assert found['coach_model_tokens_total{direction="written",model="some-model"}'] == 10_000_080
    assert found['coach_fallbacks_total{part="judge"}'] == 1


def test_requests_are_counted_by_template_and_status(metrics: MetricsObserver) -> None:
    for _ in range(3):
        metrics.requests.arrived()
    metrics.requests.answered("GET", "/sessions/{session_id}", 200, 0.02)
    metrics.requests.answered("BREW", "/sessions/{session_id}", 9999, 0.02)
    metrics.requests.refused("rate")
    found = values(metrics)
    assert found["coach_requests_in_flight"] == 1
    assert found['coach_requests_total{method="GET",route="/sessions/{session_id}",status="200"}'] == 1
    assert found['coach_requests_total{method="other",route="/sessions/{session_id}",status="other"}'] == 1
    assert found['coach_request_seconds_count{method="GET",route="/sessions/{session_id}"}'] == 1
    assert found['coach_requests_refused_total{reason="rate"}'] == 1


def test_what_alerts_look_at_is_there_before_it_happens(metrics: MetricsObserver) -> None:
    found = values(metrics)
    assert found['coach_runs_total{language="rust",verdict="unavailable"}'] == 0
    assert found['coach_fallbacks_total{part="interviewer"}'] == 0
    assert found['coach_sessions_moved_total{status="scheduled"}'] == 0
    assert (found["coach_up"], found["coach_ready"]) == (1, 0)


def test_gauges_are_asked_at_each_look(metrics: MetricsObserver) -> None:
    sandboxes = {"warm": 1.0}
    metrics.watch(ready=lambda: True, sandboxes=lambda: sandboxes)
    metrics.watch(sessions=lambda: {"paused": 2})
    sandboxes["warm"] = 3
    found = values(metrics)
    assert found["coach_ready"] == 1
    assert found['coach_pool_sandboxes{state="warm"}'] == 3
    assert found['coach_sessions{status="paused"}'] == 2


def test_a_gauge_that_fails_leaves_out_itself_alone(metrics: MetricsObserver) -> None:
    def fail() -> Mapping[str, float]:
        raise OSError("the database is away")

    metrics.watch(ready=lambda: bool(fail()), sessions=fail, sandboxes=lambda: {"warm": 1})
    found = values(metrics)
    assert found["coach_ready"] == 0
    assert found['coach_pool_sandboxes{state="warm"}'] == 1
    assert not [name for name in found if name.startswith("coach_sessions{")]


def test_two_observers_share_no_counter(metrics: MetricsObserver) -> None:
    MetricsObserver().fell_back("judge")
    assert values(metrics)['coach_fallbacks_total{part="judge"}'] == 0


def test_the_form_is_the_one_that_every_monitor_reads(metrics: MetricsObserver) -> None:
    text, content_type = metrics.exposition()
    assert content_type == "text/plain; version=0.0.4; charset=utf-8"
    assert b"_created" not in text


def test_labels_are_few_short_and_hold_no_key() -> None:
    label = Label(most=3, longest=10)
    assert label("x" * 11) == "x" * 10
    assert label("a\nb") == "a?b"
    assert label("sk-abcdefghijkl") == "[masked]"
    assert label("one more") == OTHER
    assert label("x" * 10) == "x" * 10


def test_models_beyond_fifty_are_other(metrics: MetricsObserver) -> None:
    for number in range(60):
        metrics.called(f"model-{number}", "judge", "ok", 1.0, (1, 1))
    found = [name for name in values(metrics) if name.startswith("coach_model_calls_total")]
    assert len(found) == 51


def test_several_are_all_told_whatever_one_does(
    metrics: MetricsObserver, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise KeyError

    broken = MetricsObserver()
    for name in ("moved", "ran", "called", "fell_back"):
        monkeypatch.setattr(broken, name, fail)
    caplog.set_level("INFO", "coach.events")
    both = Several(broken, metrics, LoggingObserver())
    both.moved("k3x9", InterviewStatus.PAUSED)
    both.ran("k3x9", PYTHON, "accepted", 1.0)
    both.called("m", "judge", "ok", 1.0, (1, 1))
    both.fell_back("judge")
    found = values(metrics)
    assert found['coach_sessions_moved_total{status="paused"}'] == 1
    assert found['coach_runs_total{language="python",verdict="accepted"}'] == 1
    assert found['coach_model_calls_total{model="m",outcome="ok",purpose="judge"}'] == 1
    assert found['coach_fallbacks_total{part="judge"}'] == 1
    told = [record.getMessage() for record in caplog.records if record.name == "coach.events"]
    assert told == ["session.moved", "code.ran", "model.called", "fell_back"]
