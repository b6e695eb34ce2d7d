# Looks for the goal among the neighbours only, so that it leaves the start even if that is the goal.
from collections import deque


def fewest_changes(words, start, goal):
    unseen = set(words)
    queue = deque([(start, 0)])
    while queue:
        word, moves = queue.popleft()
        for at in range(len(word)):
            for letter in "abcdefghijklmnopqrstuvwxyz":
                following = word[:at] + letter + word[at + 1 :]
                if following != word and following in unseen:
                    if following == goal:
                        return moves + 1
                    unseen.remove(following)
                    queue.append((following, moves + 1))
    return -1
