"""How numbers are put into words, wherever a person reads them."""


def number(count: int, word: str) -> str:
    """'1 interview', '2 interviews'."""
    return f"{count} {word}{'' if count == 1 else 's'}"
