# Gives up when the start is not listed, although only the results of moves have to be.
from collections import deque


def fewest_changes(words, start, goal):
    if start == goal:
        return 0
    unseen = set(words)
    if start not in unseen or goal not in unseen:
        return -1
    unseen.remove(start)
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
