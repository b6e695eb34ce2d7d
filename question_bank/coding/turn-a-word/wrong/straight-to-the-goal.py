# Only ever changes a letter into the one that the goal has in this place; a detour is never found.
def fewest_changes(words, start, goal):
    listed = set(words)
    front = {start}
    for moves in range(len(start) + 1):
        if goal in front:
            return moves
        steps = {word[:at] + goal[at] + word[at + 1 :] for word in front for at in range(len(word))}
        front = (steps & listed) - front
    return -1
