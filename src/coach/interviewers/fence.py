"""What a candidate wrote, fenced in: inside a prompt it is material, never an instruction.

The fence is a tag with random digits that nobody can guess. Whatever looks like it is taken out of the text, and so is
what a reader cannot see.
"""

import re
import secrets
import unicodedata

LONGEST = 12_000
"""Characters of one fenced text; what is left out is taken from behind the first three quarters."""
TAG = re.compile(r"[a-z]+-[0-9a-z]+")
REMOVED = "[removed]"
"""Stands where a look-alike stood, so that what was around it cannot close up into another one."""
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks without a shape; format characters and variation selectors have categories of their own."""
_OPEN = r"(?:[<\uff1c\u2039\u3008\u27e8\ufe64]|&lt;?|&#0{0,4}60;?|&#x0{0,4}3c;?)"
_CLOSE = r"(?:[>\uff1e\u203a\u3009\u27e9\ufe65]|&gt;?|&#0{0,4}62;?|&#x0{0,4}3e;?)"
_DASH = r"[-\u2010-\u2015\u2212]"
"""Angle brackets, dashes, and what passes for them."""


def new_tag(name: str = "candidate") -> str:
    """A tag nobody can guess, for one prompt."""
    return f"{name}-{secrets.token_hex(4)}"


def fence(text: str, tag: str, limit: int = LONGEST) -> str:
    """The text between `<tag>` and `</tag>`, visible characters only, cut to `limit` characters with a mark.

    Raises ValueError for a tag that is not a word, a hyphen and letters or digits.
    """
    if not TAG.fullmatch(tag):
        raise ValueError(f"{tag!r} cannot be a fence")
    return f"<{tag}>\n{shortened(_without(visible(text), tag).strip(), limit)}\n</{tag}>"


def visible(text: str) -> str:
    """The text without control, format, zero-width, bidirectional and private characters; tabs and lines stay."""
    return "".join("\n" if char in "\u2028\u2029" else char for char in text if _is_visible(char))


def shortened(text: str, limit: int) -> str:
    """The beginning and the end of a text that is too long, and between them how much is missing."""
    if len(text) <= limit:
        return text
    head = limit * 3 // 4
    tail = limit - head
    end = text[len(text) - tail :] if tail else ""
    return f"{text[:head]}\n[{len(text) - limit:,} characters left out]\n{end}"


def _is_visible(char: str) -> bool:
    if char.isascii():
        return char.isprintable() or char in "\n\t"
    if char in UNSEEN or "\ufe00" <= char <= "\ufe0f" or "\U000e0000" <= char <= "\U000e0fff":
        return False
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")


def _without(text: str, tag: str) -> str:
    name = tag.partition("-")[0]
    alike = rf"{_OPEN}\s{{0,8}}/?\s{{0,8}}{name}\s{{0,2}}{_DASH}[\w-]{{0,80}}(?:\s{{0,8}}{_CLOSE})?|{re.escape(tag)}"
    return re.sub(alike, REMOVED, text, flags=re.IGNORECASE)
