# Puts a wall round the level and plays every beginning of the commands from the start again.
TURNED = {"L": 1j, "R": -1j}
BELTS = {">": 1, "<": -1, "^": 1j, "v": -1j}


def deliveries(level, commands):
    width = len(level[0]) + 2
    walled = ["#" * width, *(f"#{line}#" for line in level), "#" * width]
    tiles = {complex(x, -y): tile for y, line in enumerate(walled) for x, tile in enumerate(line)}
    start = next(place for place, tile in tiles.items() if tile == "S")

    def place_after(count):
        place, ahead = start, 1
        for command in commands[:count]:
            if command == "F":
                place = place if tiles[place + ahead] == "#" else place + ahead
            else:
                ahead *= TURNED[command]
            carried = place + BELTS.get(tiles[place], 0)
            place = place if tiles[carried] == "#" else carried
        return place

    visited = [place_after(count) for count in range(len(commands) + 1)]
    doors = []
    for place in visited:
        door = [int(-place.imag) - 1, int(place.real) - 1]
        if tiles[place] == "D" and door not in doors:
            doors.append(door)
    return doors
