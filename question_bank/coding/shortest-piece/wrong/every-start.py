# Right, but it reads on from every start until the piece is complete.
from collections import Counter


def shortest_piece(tape, letters):
    best = ""
    for start in range(len(tape)):
        needed = Counter(letters)
        missing = len(letters)
        for end in range(start, len(tape)):
            missing -= needed[tape[end]] > 0
            needed[tape[end]] -= 1
            if missing == 0:
                if not best or end + 1 - start < len(best):
                    best = tape[start : end + 1]
                break
    return best
