def largest_shelf(sections: list[list[int]]) -> int:
    largest = position = 0
    open_shelves: list[tuple[int, int]] = []  # start and height of what can still grow, higher from one to the next
    for width, height in [*sections, [0, 0]]:  # without room at the end, so that nothing stays open
        start = position
        while open_shelves and open_shelves[-1][1] >= height:
            start, shelf_height = open_shelves.pop()
            largest = max(largest, (position - start) * shelf_height)
        open_shelves.append((start, height))
        position += width
    return largest
