def largest_shelf(sections):
    largest = 0
    for shelf_height in {height for _, height in sections}:
        wide_enough = 0
        for width, height in sections:
            wide_enough = wide_enough + width if height >= shelf_height else 0
            largest = max(largest, wide_enough * shelf_height)
    return largest
