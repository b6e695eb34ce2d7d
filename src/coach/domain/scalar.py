"""What a word without quotes means in a YAML file of ours: the core schema of YAML 1.2.

`yes`, `no`, `on`, dates and `10:30` are text, only `true` and `false` are booleans.
"""

import math
import re

from pydantic import JsonValue

INTEGER = re.compile(r"[-+]?[0-9][0-9_]*|0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9][0-9_]*(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS: dict[str, JsonValue] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
MOST_DIGITS = 400


def plain_scalar(text: str) -> JsonValue:
    """What an unquoted scalar means. Raises ValueError for a number that JSON cannot carry."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        if len(text) > MOST_DIGITS:
            raise ValueError(f"is a number of more than {MOST_DIGITS} digits")
        digits = text.lstrip("+").replace("_", "")
        return int(digits, 0) if digits[:2] in ("0o", "0x") else int(digits)
    if NOT_FINITE.fullmatch(text):
        raise ValueError("is not a finite number")
    if DECIMAL.fullmatch(text):
        number = float(text.replace("_", ""))
        if math.isinf(number):
            raise ValueError("is too large for a number")
        return number
    return text
