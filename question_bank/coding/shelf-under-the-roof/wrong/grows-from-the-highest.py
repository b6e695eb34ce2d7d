# Begins at the highest section and grows towards the higher neighbour: the best shelf need not contain the highest one.
def largest_shelf(sections):
    if not sections:
        return 0
    left = right = max(range(len(sections)), key=lambda at: sections[at][1])
    wide, high = sections[left]
    largest = wide * high
    while left > 0 or right < len(sections) - 1:
        before = sections[left - 1][1] if left > 0 else -1
        after = sections[right + 1][1] if right < len(sections) - 1 else -1
        if before >= after:
            left -= 1
            grown = left
        else:
            right += 1
            grown = right
        wide += sections[grown][0]
        high = min(high, sections[grown][1])
        largest = max(largest, wide * high)
    return largest
