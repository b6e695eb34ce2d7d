def fewest_moves(garden):
    # Lowers each distance to one more than that of a square from which one move leads there, until nothing changes.
    height, width = len(garden), len(garden[0])
    far = height * width
    grass = [(row, column) for row in range(height) for column in range(width) if garden[row][column] != "#"]
    distance = {place: 0 if garden[place[0]][place[1]] == "F" else far for place in grass}

    moves = []
    for row, column in grass:
        for other_row, other_column in grass:
            apart = abs(row - other_row) + abs(column - other_column)
            straight = row == other_row or column == other_column
            between = garden[(row + other_row) // 2][(column + other_column) // 2]
            if apart == 1 or (apart == 2 and straight and between == "#"):
                moves.append(((row, column), (other_row, other_column)))

    changed = True
    while changed:
        changed = False
        for origin, target in moves:
            if distance[origin] + 1 < distance[target]:
                distance[target] = distance[origin] + 1
                changed = True
    den = next(steps for (row, column), steps in distance.items() if garden[row][column] == "D")
    return den if den < far else -1
