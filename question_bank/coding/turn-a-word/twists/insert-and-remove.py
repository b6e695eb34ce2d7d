from collections import defaultdict, deque


def fewest_changes(words, start, goal):
    matching = defaultdict(list)
    for word in words:
        for pattern in patterns(word):
            matching[pattern].append(word)

    moves = {start: 0}
    queue = deque([start])
    while queue:
        word = queue.popleft()
        if word == goal:
            return moves[word]
        for pattern in patterns(word):
            for following in matching.pop(pattern, []):
                if following not in moves:
                    moves[following] = moves[word] + 1
                    queue.append(following)
    return -1


def patterns(word):
    """A star in place of each letter, and one before, between and behind them: the star is a letter or nothing."""
    replaced = [f"{word[:at]}*{word[at + 1 :]}" for at in range(len(word))]
    inserted = [f"{word[:at]}*{word[at:]}" for at in range(len(word) + 1)]
    return replaced + inserted
