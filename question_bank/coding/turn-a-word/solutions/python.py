from collections import defaultdict, deque


def fewest_changes(words: list[str], start: str, goal: str) -> int:
    matching: defaultdict[str, list[str]] = defaultdict(list)
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
            for following in matching.pop(pattern, []):  # once used, all of them have been reached
                if following not in moves:
                    moves[following] = moves[word] + 1
                    queue.append(following)
    return -1


def patterns(word: str) -> list[str]:
    """The word with a star in each of its places; words with a pattern in common are one move apart."""
    return [f"{word[:at]}*{word[at + 1 :]}" for at in range(len(word))]
