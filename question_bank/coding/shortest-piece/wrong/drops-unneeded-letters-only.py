# Moves the left edge over letters that are not asked for, but keeps surplus copies of those that are.
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
        while tape[left] not in letters:
            left += 1
        if not best or right + 1 - left < len(best):
            best = tape[left : right + 1]
        needed[tape[left]] += 1
        missing += needed[tape[left]] > 0
        left += 1
    return best
