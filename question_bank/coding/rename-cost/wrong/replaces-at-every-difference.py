# Inserts and removes only what the lengths differ by, and settles every other difference by a replacement.
def rename_cost(current, wanted, insert, remove, replace):
    replace = min(replace, insert + remove)
    gap = abs(len(current) - len(wanted))
    longer, shorter = (current, wanted) if len(current) > len(wanted) else (wanted, current)
    infinity = float("inf")
    above = [0] + [infinity] * len(shorter)
    for letter in longer:
        row = [above[0]]
        for at, other in enumerate(shorter):
            row.append(min(above[at] + (letter != other) * replace, above[at + 1]))
        above = row
    return above[-1] + gap * (remove if longer == current else insert)
