def largest_shelf(sections: list[list[int]]) -> int:
    walls = []
    for width, height, *pillar in sections:
        walls.append((width, height))
        if pillar:
            walls.append((0, 0))  # a pillar is a door that takes no room
    walls.append((0, 0))

    largest = position = 0
    open_shelves: list[tuple[int, int]] = []
    for width, height in walls:
        start = position
        while open_shelves and open_shelves[-1][1] >= height:
            start, shelf_height = open_shelves.pop()
            largest = max(largest, (position - start) * shelf_height)
        open_shelves.append((start, height))
        position += width
    return largest
