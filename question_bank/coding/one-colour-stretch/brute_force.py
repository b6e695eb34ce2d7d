def longest_stretch(bulbs, spares):
    best = 0
    for start in range(len(bulbs)):
        for end in range(start + 1, len(bulbs) + 1):
            stretch = bulbs[start:end]
            for colour in set(stretch):
                if sum(bulb != colour for bulb in stretch) <= spares:
                    best = max(best, end - start)
    return best
