# Counts every asked-for letter as progress, also a copy that goes beyond what is needed.
from collections import Counter


def shortest_piece(tape, letters):
    needed = Counter(letters)
    missing = len(letters)
    best = ""
    left = 0
    for right, letter in enumerate(tape):
        if letter in needed:
            missing -= 1
        while missing <= 0:
            if not best or right + 1 - left < len(best):
                best = tape[left : right + 1]
            if tape[left] in needed:
                missing += 1
            left += 1
    return best
