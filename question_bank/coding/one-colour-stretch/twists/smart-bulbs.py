from collections import Counter


def longest_stretch(bulbs, spares):
    counts = Counter()
    smart = left = 0
    for right, bulb in enumerate(bulbs):
        if bulb == "*":
            smart += 1
        else:
            counts[bulb] += 1
        if right - left + 1 > smart + max(counts.values(), default=0) + spares:
            if bulbs[left] == "*":
                smart -= 1
            else:
                counts[bulbs[left]] -= 1
            left += 1
    return len(bulbs) - left
