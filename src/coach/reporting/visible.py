"""Text from anywhere made fit for a page: signs that would steer what is shown are themselves shown."""

import re

from coach.reporting.words import printable

LONGEST = 4_000
"""Characters of one text; the rest is counted."""
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Makes text read in another order than it is written in."""


def shown(text: str, longest: int = LONGEST) -> str:
    """The text cut to a length, control and direction characters by their numbers. It is not escaped."""
    rest = len(text) - longest
    cut = f"{text[:longest]} … ({rest:,} more characters)" if rest > 0 else text
    return DIRECTION.sub(lambda found: f"\\u{ord(found[0]):04x}", printable(cut))
