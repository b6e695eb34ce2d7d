"""One small question of each kind, written for these tests."""

from typing import Any

from coach.domain.coding import CodingQuestion
from coach.domain.content import BankQuestion
from coach.domain.prose import BehavioralQuestion, ConceptQuestion, SystemDesignQuestion

HEAD: dict[str, Any] = {
    "schema": 1,
    "version": 1,
    "summary": "for tests",
    "provenance": {"origin": "original", "license": "MIT", "authors": ["coach"]},
    "difficulty": {"level": "medium", "elo": 1500},
    "concepts": ["testing"],
    "family": "tests-1",
    "seniority": ["mid"],
    "minutes": 20,
}

SOLUTION = """\
def first_repeat(values):
    seen = set()
    for value in values:
        if value in seen:
            return value
        seen.add(value)
    return -1
"""
SLOW_SOLUTION = """\
def first_repeat(values):
    for end in range(len(values)):
        if values[end] in values[:end]:
            return values[end]
    return -1
"""


def _test(name: str, group: str, values: list[int], expected: int) -> dict[str, Any]:
    return {"id": name, "group": group, "input": {"values": values}, "expected": expected, "why": f"{name} case"}


CODING = CodingQuestion.model_validate(
    HEAD
    | {
        "id": "first-repeat",
        "title": "First repeat",
        "opening": "Somebody hands you readings of a sensor one after another. Tell me which reading comes back first.",
        "statement": "Given `values`, return the first value that has been there already, or -1 when there is none.",
        "withheld": [
            {"id": "nothing-repeats", "asks": ["what if nothing repeats", "is there always a repeat"], "answer": "-1"},
            {"id": "negative", "asks": ["can readings be negative"], "answer": "yes"},
        ],
        "signature": {
            "function": "first_repeat",
            "params": [{"name": "values", "type": "list<int>"}],
            "returns": "int",
        },
        "tests": [
            _test("two-twos", "sample", [1, 2, 2], 2),
            _test("no-repeat", "sample", [1, 2, 3], -1),
            _test("far-apart", "core", [7, 1, 2, 7], 7),
            _test("two-pairs", "core", [3, 4, 4, 3], 4),
            _test("empty", "edge", [], -1),
            _test("single", "edge", [5], -1),
        ],
        "generators": [{"id": "long", "group": "perf", "n": [1000, 2000, 4000, 8000, 16000, 32000]}],
        "complexity": {"time": "n", "acceptable": ["n", "n log n"], "space": "n"},
        "approaches": [
            {
                "name": "Set",
                "complexity": "n",
                "trade_offs": "memory",
                "match": [["set of seen", "hash set", "seen set"]],
            },
            {"name": "Pairs", "complexity": "n^2", "trade_offs": "slow", "match": [["every pair", "brute force"]]},
        ],
        "edge_cases": [
            {"id": "empty", "text": "no readings", "match": [["empty", "no readings"]]},
            {"id": "single", "text": "one reading", "match": [["single", "one reading"]]},
        ],
        "hints": ["What must you remember?", "Hashing", "Remember what was seen", "loop and a set", "A set of values"],
        "follow_ups": [
            {
                "id": "memory",
                "when": "always",
                "ask": "What if the readings do not fit in memory?",
                "match": [["external sort", "bloom filter", "partition"]],
            },
            {"id": "edge", "when": "failed:edge", "ask": "What happens without any reading?"},
        ],
        "solutions": {"python": SOLUTION},
    }
)

Point = tuple[str, str, str, str, list[list[str]]]


def _points(*points: Point) -> list[dict[str, Any]]:
    names = ("id", "dimension", "tier", "text", "match")
    return [dict(zip(names, point, strict=True)) for point in points]


CONCEPT = ConceptQuestion.model_validate(
    HEAD
    | {
        "id": "write-ahead-log",
        "title": "Write-ahead log",
        "opening": "What does a storage engine do first when it is told to change something, and why?",
        "key_points": _points(
            (
                "before-pages",
                "correctness",
                "must",
                "The record comes first",
                [["log", "journal"], ["before", "first"]],
            ),
            ("survives", "correctness", "must", "A crash loses nothing", [["crash", "power"], ["replay", "redo"]]),
            ("sequential", "depth", "must", "Appending is sequential", [["sequential", "append"]]),
            ("fsync", "depth", "should", "It is forced to disk at commit", [["fsync", "flush", "forced to disk"]]),
            ("group-commit", "depth", "bonus", "Several commits share one flush", [["group commit", "one flush"]]),
            ("checkpoint", "boundaries", "must", "Checkpoints bound the replay", [["checkpoint"]]),
            ("torn-page", "boundaries", "should", "A torn page needs a full copy", [["torn page", "full page"]]),
            ("unbounded", "boundaries", "bonus", "The file grows without them", [["grow", "fill the disk"]]),
            ("replication", "application", "must", "Shipping it feeds replicas", [["replica", "replication"]]),
            ("point-in-time", "application", "should", "Old files allow going back", [["point in time", "backup"]]),
        ),
        "misconceptions": [
            {
                "id": "pages-first",
                "text": "Pages are written before the log",
                "match": [["pages are written first", "pages go to disk first"]],
                "correction": "The record is on disk before the page is.",
            }
        ],
        "follow_ups": [
            {
                "id": "lag",
                "when": "always",
                "ask": "What if a standby falls behind?",
                "match": [["keep", "retain", "slot"]],
            },
            {"id": "open", "when": "always", "ask": "Anything else?"},
        ],
        "application_case": "A shop loses power while it takes an order.",
        "model_answer": (
            "Before any page changes, a log record of the change is appended. After a crash the engine replays the "
            "log from the last checkpoint. Appending is sequential, and a commit waits for an fsync. Replicas read it."
        ),
    }
)

DESIGN = SystemDesignQuestion.model_validate(
    HEAD
    | {
        "id": "image-host",
        "title": "Image host",
        "opening": "People want to put pictures somewhere and show them to friends. Design that for me.",
        "minutes": 40,
        "withheld": [
            {"id": "uploads", "asks": ["how many uploads per day"], "answer": "10 million"},
            {"id": "latency", "asks": ["how fast must a picture appear"], "answer": "200 ms"},
            {"id": "retention", "asks": ["how long are pictures kept"], "answer": "forever"},
        ],
        "estimates": [
            {
                "id": "storage",
                "quantity": "Storage per day",
                "formula": "10 million × 2 MB",
                "value": 20,
                "unit": "TB",
                "match": [["storage", "per day"]],
            },
            {
                "id": "writes",
                "quantity": "Uploads per second",
                "formula": "10 million ÷ 86,400",
                "value": 116,
                "unit": "uploads per second",
                "match": [["uploads per second", "write rate"]],
            },
        ],
        "components": [
            {"id": "api", "name": "Upload API", "match": [["api", "upload service"]]},
            {"id": "blob", "name": "Object store", "match": [["object store", "blob"]]},
            {"id": "meta", "name": "Metadata database", "match": [["database", "metadata"]]},
            {"id": "cdn", "name": "CDN", "match": [["cdn", "edge cache"]]},
        ],
        "key_points": _points(
            ("scope", "requirements", "must", "Says what is in scope", [["in scope", "out of scope"]]),
            ("target", "requirements", "should", "Fixes a latency target", [["latency", "200 ms"]]),
            (
                "separate",
                "high_level_design",
                "must",
                "Keeps bytes apart from metadata",
                [["object store", "blob"], ["metadata"]],
            ),
            ("resize", "depth_and_scaling", "must", "Makes sizes ahead of time", [["thumbnail", "resize"]]),
            ("shard", "depth_and_scaling", "should", "Spreads the metadata", [["shard", "partition"]]),
            ("copies", "reliability", "must", "Keeps several copies", [["replica", "replicated", "three copies"]]),
            ("retry", "reliability", "should", "Retries uploads safely", [["idempotent", "retry"]]),
            (
                "queue-down",
                "reliability",
                "bonus",
                "Says what happens when resizing stops",
                [["backlog", "catches up"]],
            ),
            ("cdn-cost", "trade_offs", "must", "Weighs the CDN", [["cdn"], ["cost", "cheaper", "stale"]]),
            ("lazy", "trade_offs", "should", "Resizing now or on demand", [["on demand", "lazily"]]),
        ),
        "deep_dives": [
            {"id": "hot", "ask": "One picture goes viral.", "expects": ["edge"], "match": [["edge", "cdn"]]},
            {"id": "delete", "ask": "Delete everywhere.", "expects": ["purge"], "match": [["purge"]]},
        ],
        "twists": [{"id": "private", "change": "Some pictures are private.", "match": [["signed url", "token"]]}],
        "follow_ups": [{"id": "fails", "when": "always", "ask": "What fails first?", "match": [["database", "queue"]]}],
        "hints": ["What is large and what is small?"],
        "model_answer": "An upload service writes bytes to an object store, metadata to a database; a CDN serves.",
    }
)

STORY = BehavioralQuestion.model_validate(
    HEAD
    | {
        "id": "bad-release",
        "title": "A bad release",
        "opening": "Tell me about a release that went wrong and what you did about it.",
        "minutes": 8,
        "competency": "ownership",
        "probes": [
            {"missing": "specificity", "ask": "What did you do yourself?"},
            {"missing": "result", "ask": "How did it end?"},
            {"missing": "reflection", "ask": "What would you do differently?"},
        ],
        "signals": _points(
            ("owns", "competency", "must", "Takes the blame", [["my mistake", "my fault"]]),
            ("tells", "competency", "must", "Tells those affected", [["i told", "i informed"]]),
            ("contains", "competency", "should", "Limits the damage first", [["rolled back", "switched off"]]),
            ("prevents", "competency", "bonus", "Prevents a repeat", [["checklist", "canary"]]),
        ),
        "weak_signals": [
            {
                "id": "others",
                "text": "Blames others",
                "match": [["it was their fault"]],
                "correction": "Name your own part.",
            }
        ],
        "follow_ups": [
            {"id": "again", "when": "always", "ask": "Could it happen again?", "match": [["canary", "check"]]}
        ],
        "expectations": {"junior": "own work", "mid": "own feature", "senior": "the team", "staff": "several teams"},
        "model_answer": "I rolled back, told the customers, found the cause and added a canary step to our checklist.",
    }
)

QUESTIONS: dict[str, BankQuestion] = {"coding": CODING, "concept": CONCEPT, "design": DESIGN, "story": STORY}
