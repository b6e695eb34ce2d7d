def trapped_water(heights):
    total = 0
    for place in range(len(heights)):
        left_wall = max(heights[: place + 1])
        right_wall = max(heights[place:])
        total += min(left_wall, right_wall) - heights[place]
    return total
