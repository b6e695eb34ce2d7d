# Takes the outer walls from the list before it knows that there are any.
def trapped_water(heights):
    left, right = 0, len(heights) - 1
    left_wall, right_wall = heights[left], heights[right]
    total = 0
    while left < right:
        if left_wall < right_wall:
            left += 1
            left_wall = max(left_wall, heights[left])
            total += left_wall - heights[left]
        else:
            right -= 1
            right_wall = max(right_wall, heights[right])
            total += right_wall - heights[right]
    return total
