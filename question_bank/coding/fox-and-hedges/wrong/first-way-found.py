# Goes depth first and never enters a square twice: finds a way, but not the shortest.
def fewest_moves(garden):
    height, width = len(garden), len(garden[0])
    fox = next((row, line.index("F")) for row, line in enumerate(garden) if "F" in line)

    def move_from(row, column):
        for down, right in ((0, 1), (1, 0), (0, -1), (-1, 0)):
            y, x = row + down, column + right
            if 0 <= y < height and 0 <= x < width and garden[y][x] == "#":
                y, x = y + down, x + right
            if 0 <= y < height and 0 <= x < width and garden[y][x] != "#":
                yield y, x

    seen = {fox}
    way = [(fox, move_from(*fox))]
    while way:
        (row, column), options = way[-1]
        if garden[row][column] == "D":
            return len(way) - 1
        following = next((place for place in options if place not in seen), None)
        if following is None:
            way.pop()
        else:
            seen.add(following)
            way.append((following, move_from(*following)))
    return -1
