# One pass from the left: a pool counts only when a wall as high as the left one follows, so what lies behind the
# highest wall is lost.
def trapped_water(heights):
    total = 0
    wall = 0
    pending = 0
    for height in heights:
        if height >= wall:
            total += pending
            pending = 0
            wall = height
        else:
            pending += wall - height
    return total
