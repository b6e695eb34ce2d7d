"""The alert rules of the example, judged by Prometheus' own tool and against what the server really counts."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from coach.telemetry.metrics import MetricsObserver

FOLDER = Path(__file__).parents[2] / "examples" / "deploy" / "prometheus"
PAGE = Path(__file__).parents[2] / "docs" / "logs-and-metrics.md"
NAME = re.compile(r"\bcoach_[a-z_]+")
OWN_SUFFIXES = ("_bucket", "_sum", "_count")


@pytest.fixture(scope="module")
def promtool() -> str:
    """The tool that `make test` installs. Without it: skip, or fail where everything is required."""
    found = shutil.which("promtool")
    if found is None and os.environ.get("COACH_REQUIRE_DOCKER") == "1":
        pytest.fail("COACH_REQUIRE_DOCKER=1, but there is no promtool", pytrace=False)
    if found is None:
        pytest.skip("needs promtool; `make test` installs it")
    return found


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "rules", "coach-alerts.yml"),
        ("check", "config", "prometheus.yml"),
        ("test", "rules", "coach-alerts-test.yml"),
    ],
    ids=" ".join,
)
def test_prometheus_agrees(promtool: str, arguments: tuple[str, ...]) -> None:
    done = subprocess.run([promtool, *arguments], cwd=FOLDER, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def rules() -> list[dict[str, object]]:
    (group,) = yaml.safe_load((FOLDER / "coach-alerts.yml").read_text(encoding="utf-8"))["groups"]
    found: list[dict[str, object]] = group["rules"]
    return found


def exposed() -> set[str]:
    """Every sample and family that the server shows, those of labels nothing has happened under included."""
    names = set()
    for line in MetricsObserver().exposition()[0].decode().splitlines():
        if line.startswith("# TYPE coach_"):
            name, kind = line.split()[2:]
            names |= {name} | ({name + suffix for suffix in OWN_SUFFIXES} if kind == "histogram" else set())
    return names


def test_rules_ask_only_for_what_is_counted() -> None:
    asked = {name for rule in rules() for name in NAME.findall(str(rule["expr"]))}
    assert asked - exposed() == set()
    assert len(asked) >= 8


def test_descriptions_name_only_what_is_counted() -> None:
    told = {name for rule in rules() for name in NAME.findall(str(rule["annotations"]))}
    assert told - exposed() == set()


def test_every_rule_says_what_happened_and_what_to_do() -> None:
    for rule in rules():
        assert isinstance(rule["annotations"], dict)
        assert set(rule["annotations"]) == {"summary", "description"}, rule["alert"]
        assert isinstance(rule["labels"], dict)
        assert rule["labels"]["severity"] in ("critical", "warning")


def test_every_alert_is_played_firing_and_silent() -> None:
    played = yaml.safe_load((FOLDER / "coach-alerts-test.yml").read_text(encoding="utf-8"))["tests"]
    cases = [case for test in played for case in test["alert_rule_test"]]
    fire = {case["alertname"] for case in cases if case.get("exp_alerts")}
    silent = {case["alertname"] for case in cases if not case.get("exp_alerts")}
    assert fire == silent == {rule["alert"] for rule in rules()}


def test_the_page_lists_what_is_counted_and_nothing_else() -> None:
    families = {name for name in exposed() if not name.endswith(OWN_SUFFIXES)}
    assert set(re.findall(r"^\| `(coach_[a-z_]+)", PAGE.read_text(encoding="utf-8"), re.MULTILINE)) == families
