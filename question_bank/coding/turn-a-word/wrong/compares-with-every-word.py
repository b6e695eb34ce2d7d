# Right, but finds the neighbours of a word by comparing it with all the words there are.
from collections import deque


def fewest_changes(words, start, goal):
    moves = {start: 0}
    queue = deque([start])
    while queue:
        word = queue.popleft()
        if word == goal:
            return moves[word]
        for other in words:
            if other not in moves and sum(a != b for a, b in zip(word, other)) == 1:
                moves[other] = moves[word] + 1
                queue.append(other)
    return -1
