"""A strong performance on each kind of question, made of pieces that can be left out one by one."""

from collections.abc import Callable

from coach.domain.own_tests import OwnTest, TestStrength
from coach.domain.transcript import QuestionTranscript
from tests.unit.evaluation.questions import CODING, CONCEPT, DESIGN, SOLUTION, STORY
from tests.unit.evaluation.scenes import ALL_PASS, Scene

Pieces = frozenset[str]
OWN_TESTS = tuple(OwnTest(input={"values": [line, line]}, expected=line, line=line) for line in range(1, 5))

CODING_PIECES = {
    "ask-repeat": "What should I return if nothing repeats?",
    "ask-negative": "Can readings be negative?",
    "compare": "Brute force compares every pair and takes O(n^2).",
    "plan": "I will walk over the list and keep a seen set, so I look each value up before I insert it.",
    "edges": "Edge cases: an empty list and a single reading.",
    "trace": "Let me walk through it with [3, 4, 4]: at the second 4 it should return 4.",
    "tests": "four tests of one's own",
    "run-red": "1 of 2",
    "run-green": "2 of 2",
    "code": SOLUTION,
    "claim": "The time complexity is O(n), with O(n) space for the set.",
    "follow-up": "I would partition the readings by hash onto disk, or use a bloom filter first.",
}


def strong_coding(left_out: Pieces = frozenset()) -> QuestionTranscript:
    kept = {name: text for name, text in CODING_PIECES.items() if name not in left_out}
    scene = Scene(CODING)
    for name, text in kept.items():
        if name in ("ask-repeat", "ask-negative"):
            scene.ask(text, ["nothing-repeats" if name == "ask-repeat" else "negative"])
        elif name.startswith("run"):
            scene.run(1 if name == "run-red" else 2, 2)
        elif name not in ("code", "claim", "follow-up", "tests"):
            scene.say(text)
    if "code" in kept:
        tests = OWN_TESTS if "tests" in kept else ()
        scene.submit(kept["code"], ALL_PASS, kept.get("claim", ""), tests=tests).measure("n")
        if tests:
            scene.weigh(TestStrength(tests=4, right=4, caught=("a", "b"), missed=("c",)))
    elif "claim" in kept:
        scene.answer(kept["claim"])
    scene.follow_up("memory", kept.get("follow-up"))
    return scene.rate(4).transcript()


CONCEPT_PIECES = {
    "first": "The engine writes a log record before it touches the page.",
    "crash": "After a crash it replays the log, so that nothing committed is lost.",
    "sequential": "This is fast because an append is sequential, whereas pages lie all over the disk.",
    "fsync": "At commit the log is forced to disk with an fsync, and only then does the client hear of it.",
    "group": "Under load a group commit lets many transactions share one flush.",
    "checkpoint": "A checkpoint writes dirty pages, which bounds how much must be replayed.",
    "torn": "A torn page would break that, which is why a full page image goes in after each checkpoint.",
    "grow": "If checkpoints stall, the files grow until they fill the disk.",
    "replica": "I use it for replication: a standby applies the same records.",
    "backup": "With old files I can restore a backup to a point in time.",
    "follow-up": "Then the primary has to retain its files until the standby has caught up.",
}


def strong_concept(left_out: Pieces = frozenset()) -> QuestionTranscript:
    kept = {name: text for name, text in CONCEPT_PIECES.items() if name not in left_out}
    answer = " ".join(text for name, text in kept.items() if name != "follow-up")
    return Scene(CONCEPT).answer(answer).follow_up("lag", kept.get("follow-up")).rate(3).transcript()


DESIGN_PIECES = {
    "ask-uploads": "How many uploads per day do we expect?",
    "ask-latency": "How fast must a picture appear?",
    "scope": "## Requirements\nUpload and view are in scope, comments are out of scope. Latency below 200 ms.\n",
    "numbers": (
        "## Numbers\nStorage per day: 10 million × 2 MB = 20 TB. The write rate is 10 million / 86,400 = 116 "
        "uploads per second, so one writer is enough.\n"
    ),
    "parts": (
        "## Design\nclient -> upload service -> object store for the bytes; metadata goes to a database -> "
        "CDN serves reads.\n"
    ),
    "interface": "`POST /images` returns an id, `GET /images/{id}` redirects.\n",
    "data": "The table images is keyed by id and has owner and size.\n",
    "scaling": "## Scaling\nA queue of jobs makes a thumbnail of each picture. I shard the metadata by owner.\n",
    "failures": (
        "## Failures\nBytes are kept as three copies. A retry of an upload is idempotent. If resizing fails, "
        "the backlog grows and catches up later.\n"
    ),
    "alternative": (
        "## Trade-offs\nThe CDN costs more, but latency needs it; rather than resizing on demand I do it at "
        "upload, because views dominate.\n"
    ),
    "alternative-2": "Instead of one big database I take two, since the metadata is small and cheaper to copy.\n",
    "risk": "The first bottleneck is a hot key in the metadata.\n",
    "follow-up": "The database: it goes read-only until the failover is done.",
}


def strong_design(left_out: Pieces = frozenset()) -> QuestionTranscript:
    kept = {name: text for name, text in DESIGN_PIECES.items() if name not in left_out}
    scene = Scene(DESIGN)
    for name, fact in (("ask-uploads", "uploads"), ("ask-latency", "latency")):
        if name in kept:
            scene.ask(kept[name], [fact])
    spoken = {"ask-uploads", "ask-latency", "follow-up"}
    scene.answer("".join(text for name, text in kept.items() if name not in spoken))
    return scene.follow_up("fails", kept.get("follow-up")).rate(3).transcript()


STORY_PIECES = {
    "setting": "Last year, in my second month at a payments company, a release of mine broke refunds.",
    "blame": "It was my mistake: I skipped the load test because the date was close.",
    "contain": "I rolled back within ten minutes and switched off the new path.",
    "tell": "I told support and called the three largest customers myself, so that nobody had to guess.",
    "cause": "Then I wrote a small script and found the missing index.",
    "result": "As a result failed refunds fell from 400 an hour to none.",
    "lesson": "I learned that a date is no reason to skip a test.",
    "differently": "I would do the load test first next time.",
    "applied": "Since then I keep a checklist with a canary step, and on our next release it stopped a bad build.",
    "follow-up": "The canary check would stop it now.",
}


def strong_story(left_out: Pieces = frozenset()) -> QuestionTranscript:
    kept = {name: text for name, text in STORY_PIECES.items() if name not in left_out}
    answer = " ".join(text for name, text in kept.items() if name != "follow-up")
    return Scene(STORY).answer(answer).follow_up("again", kept.get("follow-up")).rate(4).transcript()


STRONG: dict[str, tuple[Callable[[Pieces], QuestionTranscript], tuple[str, ...]]] = {
    "coding": (strong_coding, tuple(CODING_PIECES)),
    "concept": (strong_concept, tuple(CONCEPT_PIECES)),
    "design": (strong_design, tuple(DESIGN_PIECES)),
    "story": (strong_story, tuple(STORY_PIECES)),
}
