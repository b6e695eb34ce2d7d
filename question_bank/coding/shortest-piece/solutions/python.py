from collections import Counter


def shortest_piece(tape: str, letters: str) -> str:
    needed = Counter(letters)  # below zero: the piece has more of this letter than it needs
    missing = len(letters)
    start, end = 0, len(tape) + 1  # longer than any piece: none found yet
    left = 0
    for right, letter in enumerate(tape):
        if needed[letter] > 0:
            missing -= 1
        needed[letter] -= 1
        if missing > 0:
            continue
        while needed[tape[left]] < 0:
            needed[tape[left]] += 1
            left += 1
        if right + 1 - left < end - start:
            start, end = left, right + 1
    return tape[start:end] if end <= len(tape) else ""
