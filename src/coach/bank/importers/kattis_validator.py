"""How a Kattis package compares outputs, as the way a question compares them."""

import re
from collections.abc import Iterator

from coach.bank.importers.package import Package
from coach.domain.coding import COMPARE

PLAIN = ("case_sensitive", "space_change_sensitive")
TOLERANCES = ("float_tolerance", "float_relative_tolerance", "float_absolute_tolerance")
PROGRAMS = ("output_validator", "output_validators")


def comparison_of(package: Package, flags: tuple[str, ...]) -> str:
    """`tokens`, with the flags that are known; what is not known is left out and said."""
    if any(package.below(folder) for folder in PROGRAMS):
        package.leave_out(
            "its own output validator",
            "not run here; only the package's own answer counts, so another right one may be refused",
        )
        # The flags are that program's, and may mean anything.
        return "tokens"
    options = ", ".join(_options(package, list(flags)))
    return f"tokens({options})" if options else "tokens"


def _options(package: Package, words: list[str]) -> Iterator[str]:
    while words:
        word = words.pop(0)
        if word in PLAIN:
            yield word
        elif word in TOLERANCES and words and re.fullmatch(COMPARE, f"tokens({word} {words[0]})"):
            yield f"{word} {words.pop(0)}"
        else:
            package.leave_out("output validator", f"the flag {word!r} is not known")
