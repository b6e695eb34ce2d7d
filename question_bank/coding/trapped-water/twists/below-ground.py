import math


def trapped_water(heights):
    left, right = 0, len(heights) - 1
    left_wall = right_wall = -math.inf
    total = 0
    while left < right:
        if heights[left] < heights[right]:
            left_wall = max(left_wall, heights[left])
            total += left_wall - heights[left]
            left += 1
        else:
            right_wall = max(right_wall, heights[right])
            total += right_wall - heights[right]
            right -= 1
    return total
