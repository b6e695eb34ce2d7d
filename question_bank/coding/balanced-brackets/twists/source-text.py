OPENER_OF = {")": "(", "]": "[", "}": "{"}


def is_balanced(text):
    pending = []
    quoted = False
    for char in text:
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in "([{":
            pending.append(char)
        elif char in OPENER_OF and (not pending or pending.pop() != OPENER_OF[char]):
            return False
    return not pending and not quoted
