# "There is nothing to gain at a door", so it is skipped, and the shelf before it reaches across.
def largest_shelf(sections):
    largest = position = 0
    open_shelves = []
    for width, height in [*(section for section in sections if section[1]), [0, 0]]:
        start = position
        while open_shelves and open_shelves[-1][1] >= height:
            start, shelf_height = open_shelves.pop()
            largest = max(largest, (position - start) * shelf_height)
        open_shelves.append((start, height))
        position += width
    return largest
