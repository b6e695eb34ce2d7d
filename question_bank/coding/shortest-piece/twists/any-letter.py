from collections import Counter


def shortest_piece(tape, letters):
    needed = Counter(letters.replace("?", ""))
    missing = needed.total()
    start, end = 0, len(tape) + 1
    left = 0
    for right, letter in enumerate(tape):
        if needed[letter] > 0:
            missing -= 1
        needed[letter] -= 1
        # Question marks ask for nothing but length.
        if missing > 0 or right + 1 - left < len(letters):
            continue
        while needed[tape[left]] < 0 and right - left >= len(letters):
            needed[tape[left]] += 1
            left += 1
        if right + 1 - left < end - start:
            start, end = left, right + 1
    return tape[start:end] if end <= len(tape) else ""
