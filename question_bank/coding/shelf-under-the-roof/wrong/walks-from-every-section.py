# Right, but from every section it walks on to the next door or the end of the wall.
def largest_shelf(sections):
    largest = 0
    for first in range(len(sections)):
        wide, high = 0, sections[first][1]
        for width, height in sections[first:]:
            if not height:
                break
            wide += width
            high = min(high, height)
            largest = max(largest, wide * high)
    return largest
