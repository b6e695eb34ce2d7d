OPENER_OF = {")": "(", "]": "[", "}": "{"}


def is_balanced(text: str) -> bool:
    pending: list[str] = []
    for char in text:
        if char in "([{":
            pending.append(char)
        elif char in OPENER_OF and (not pending or pending.pop() != OPENER_OF[char]):
            return False
    return not pending
