# Depth first: marks words as seen and returns the length of the first chain, which need not be the shortest.
def fewest_changes(words, start, goal):
    seen = {start}
    stack = [(start, 0)]
    while stack:
        word, moves = stack[-1]
        if word == goal:
            return moves
        for other in words:
            if other not in seen and sum(a != b for a, b in zip(word, other)) == 1:
                seen.add(other)
                stack.append((other, moves + 1))
                break
        else:
            stack.pop()
    return -1
