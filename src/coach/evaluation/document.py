"""The structure of a written design: sections, links between parts, endpoints, fields, numbers with units."""

import re
from functools import lru_cache

from coach.domain.prose import Estimate
from coach.evaluation.arithmetic import NUMBER, SCALES, quantity
from coach.evaluation.phrases import places
from coach.evaluation.words import any_of, sentence_spans, words_of

HEADING = re.compile(
    r"^\s{0,3}#{1,6}\s+(\S.*)$|^\s{0,3}\*\*([^*\n]{2,60}?)[.:]?\*\*|^\s{0,3}([A-Z][\w &/,-]{2,40}):(?:\s|$)",
    re.MULTILINE,
)
ARROW = re.compile(r"(?:-{1,3}>{1,2}|={1,2}>|-\.->|→|⟶|--\|[^|\n]{0,40}\|>?)")
ENDPOINT = re.compile(
    r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+`?/?[\w{]|\brpc\s+\w|\b\w+\([\w, ]{0,80}\)\s*(?:->|→|returns|:)"
    r"|\b(?:endpoints?|grpc|graphql|webhooks?)\b"
)
CALL = re.compile(
    r"\b(?:GET|POST|PUT|PATCH|DELETE|HEAD)\s+`?/?[\w{]|\brpc\s+\w|\b\w+\([\w, ]{0,80}\)\s*(?:->|→|returns|:)"
)
KEY = any_of(
    r"keyed (?:by|on)|(?:primary|partition|sort|unique) key|as the key|key(?: is|:)",
    r"index(?:ed)? (?:on|by)|looked up by",
)
FIELDS = any_of(
    r"tables?|schema|columns?|primary key|foreign key|keyed by|partition key|fields?|records?|rows?"
    r"|documents?|entit(?:y|ies)",
    r"index(?:ed)? (?:on|by)",
)
UNITS = re.compile(
    r"\d\s?(?:[kKMGTP]i?B|ms|µs|s|x|k|M|B|bn)\b|\d\s?%|\d(?:[\d,.]{0,15}\d)?\s?(?:k |thousand |million |billion )?"
    r"(?:\w+ ){0,2}?"
    r"(?:bytes?|users?|requests?|rps|qps|tps|seconds?|minutes?|hours?|days?|years?|writes?|reads?"
    r"|messages?|events?|orders?"
    r"|nodes?|replicas?|shards?|partitions?|servers?|per (?:second|minute|hour|day|month|year)"
    r"|a (?:second|minute|day|month))\b"
)
CONSEQUENCE = re.compile(
    r"\b(?:so|because|therefore|hence|means|which is why|since|enough|suffices?|needs?|must|requires?|fits?)\b|→|=>",
    re.IGNORECASE,
)
ALTERNATIVE = any_of(
    r"rather than|instead of|over (?:a|an|the)|alternatives?|trade-?offs?|at the cost of"
    r"|compared (?:to|with)|downsides?",
    r"the (?:price|cost|downside|drawback) (?:is|of)|drawbacks?|reject\w*|versus|vs|could also"
    r"|we lose|i (?:give|gave) up",
    r"in exchange|cheaper|simpler",
)
CAUSE = any_of(
    r"because|since|so|as|therefore|but|while|where|whereas|would|cannot|need\w*|cost\w*|for (?:a"
    r"|the)|lose|gain\w*|means",
    r"to (?:avoid|keep|get|save)",
)
DECISION = any_of(
    r"because|therefore|which is why|that is why|rather than|instead of|needs it|accept\w*|in exchange|at the cost of",
    r"so (?:i|we|that|the)|we can afford|must not|has to|trade",
)
RISK = any_of(
    r"bottleneck|first to (?:give|fail)|gives way|single point|risk|fails?|failure|is down|goes down|crash\w*|outage",
    r"overload\w*|hot (?:key|spot|partition|link)",
)
BOTTLENECK = any_of(
    r"bottlenecks?|first to (?:give|fail|break)|gives? way|hotspots?",
    r"hot(?:test)? (?:key|spot|partition|link|shard|row)s?",
    r"overload\w*|saturat\w+|skewed|(?:does|do|will) not fit|contention|single point",
)
QUALITY = any_of(
    r"latency|fast(?:er)?|slow(?:er)?|quick\w*|delay\w*|availab\w+|uptime|down|consisten\w+|stale|fresh\w*",
    r"durab\w+|los[es]|loss|lost|duplicat\w+|twice|exactly once|read[- ]heavy|write[- ]heavy|secur\w+|cost\w*|cheaper",
    r"milliseconds?|ms|percentile|p9\d|views dominate|reads dominate",
)
"""What a requirement that is no function is about."""
TARGET = any_of(
    r"latency|availab\w+|uptime|below|under|within|at most|at least|less than|no more than|up to|percentile|p9\d|nines",
    r"targets?|volume|users|per (?:second|minute|hour|day|month)|a (?:second|day|month)|durab\w+|retention|kept for",
)
OUT_OF_SCOPE = any_of(
    r"out of scope|out-of-scope|not in scope|non-goals?|no goals?|leave (?:\w+ )?out|left out|excluded?",
    r"not (?:needed|part of)",
)
SCOPE = any_of(
    r"scope|requirements?|assum\w+|functional|non-functional|goals?|must (?:support|have)|constraints?|targets?"
)


def headings(text: str) -> tuple[str, ...]:
    """Titles of the sections, in order: Markdown headings, bold leads, or a label with a colon."""
    return tuple(next(part for part in found if part).strip() for found in HEADING.findall(text))


def links(text: str) -> int:
    """Arrows between parts, in Mermaid, ASCII or running text."""
    return len(ARROW.findall(text))


@lru_cache(maxsize=64)
def sentences(text: str) -> tuple[str, ...]:
    return tuple(text[start:end].strip() for start, end in sentence_spans(text))


def first_with(text: str, *patterns: re.Pattern[str]) -> str | None:
    """The first sentence or line in which every pattern is found."""
    return next((one for one in sentences(text) if all(pattern.search(one) for pattern in patterns)), None)


def all_with(text: str, *patterns: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(one for one in sentences(text) if all(pattern.search(one) for pattern in patterns))


def estimated(estimate: Estimate, text: str) -> str | None:
    """Words that give the quantity with a number near enough to the known value."""
    words = words_of(text)
    said = (words.sentence(number) for number in sorted(places(estimate.match, text)))
    return next((one for one in said if any(_is_near(estimate, match) for match in NUMBER.finditer(one))), None)


def _is_near(estimate: Estimate, match: re.Match[str]) -> bool:
    scale = SCALES.get(estimate.unit.split()[0].casefold(), 1.0)
    written = {quantity(match[1], None), quantity(match[1], match[2])}
    wanted = {estimate.value, estimate.value * scale}
    return any(
        number > 0 and value / estimate.within <= number <= value * estimate.within
        for number in written
        for value in wanted
    )
