# Asks only which letters are needed, and not how often.
from collections import Counter


def shortest_piece(tape, letters):
    needed = set(letters)
    inside = Counter()
    best = ""
    left = 0
    for right, letter in enumerate(tape):
        if letter in needed:
            inside[letter] += 1
        while len(inside) == len(needed):
            if not best or right + 1 - left < len(best):
                best = tape[left : right + 1]
            if tape[left] in needed:
                inside[tape[left]] -= 1
                if inside[tape[left]] == 0:
                    del inside[tape[left]]
            left += 1
    return best
