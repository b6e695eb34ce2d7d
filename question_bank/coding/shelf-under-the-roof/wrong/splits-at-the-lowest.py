# Right, but every part of the wall is searched anew for its lowest section, and a part may lose only one at a time.
def largest_shelf(sections):
    largest = 0
    parts = [(0, len(sections))]
    while parts:
        first, end = parts.pop()
        if first == end:
            continue
        lowest = min(range(first, end), key=lambda at: sections[at][1])
        wide = sum(width for width, _ in sections[first:end])
        largest = max(largest, wide * sections[lowest][1])
        parts += [(first, lowest), (lowest + 1, end)]
    return largest
