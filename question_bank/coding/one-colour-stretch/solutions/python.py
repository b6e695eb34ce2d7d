from collections import Counter


def longest_stretch(bulbs: str, spares: int) -> int:
    counts: Counter[str] = Counter()
    most = 0
    left = 0
    for right, colour in enumerate(bulbs):
        counts[colour] += 1
        most = max(most, counts[colour])
        if right - left + 1 > most + spares:  # the window moves on without ever getting smaller
            counts[bulbs[left]] -= 1
            left += 1
    return len(bulbs) - left
