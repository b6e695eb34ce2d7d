# Lets every stretch begin with a bulb that stays: at the right end spares are left that could go to its front.
def longest_stretch(bulbs, spares):
    best = 0
    for colour in set(bulbs):
        left = others = 0
        for right, bulb in enumerate(bulbs):
            others += bulb != colour
            while others > spares or (left < right and bulbs[left] != colour):
                others -= bulbs[left] != colour
                left += 1
            if left <= right and bulbs[left] == colour:
                best = max(best, right - left + 1)
    return best
