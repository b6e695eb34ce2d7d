# Adds the goal to the words, as if it were always listed.
from collections import deque


def fewest_changes(words, start, goal):
    unseen = {*words, goal} - {start}
    queue = deque([(start, 0)])
    while queue:
        word, moves = queue.popleft()
        if word == goal:
            return moves
        for at in range(len(word)):
            for letter in "abcdefghijklmnopqrstuvwxyz":
                following = word[:at] + letter + word[at + 1 :]
                if following in unseen:
                    unseen.remove(following)
                    queue.append((following, moves + 1))
    return -1
