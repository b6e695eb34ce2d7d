# Compares which letters two words have, and not where they have them.
from collections import Counter, deque


def fewest_changes(words, start, goal):
    unseen = set(words) - {start}
    queue = deque([(start, 0)])
    while queue:
        word, moves = queue.popleft()
        if word == goal:
            return moves
        letters = Counter(word)
        for other in [other for other in unseen if (letters - Counter(other)).total() <= 1]:
            unseen.remove(other)
            queue.append((other, moves + 1))
    return -1
