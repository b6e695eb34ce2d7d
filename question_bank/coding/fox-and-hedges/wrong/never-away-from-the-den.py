# Considers only moves that bring the fox nearer to its den.
def fewest_moves(garden):
    height, width = len(garden), len(garden[0])
    fox = next((row, line.index("F")) for row, line in enumerate(garden) if "F" in line)
    den = next((row, line.index("D")) for row, line in enumerate(garden) if "D" in line)
    frontier = {fox}
    moves = 0
    while frontier:
        if den in frontier:
            return moves
        following = set()
        for row, column in frontier:
            for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1)):
                y, x = row + down, column + right
                if 0 <= y < height and 0 <= x < width and garden[y][x] == "#":
                    y, x = y + down, x + right
                nearer = abs(y - den[0]) + abs(x - den[1]) < abs(row - den[0]) + abs(column - den[1])
                if nearer and 0 <= y < height and 0 <= x < width and garden[y][x] != "#":
                    following.add((y, x))
        frontier = following
        moves += 1
    return -1
