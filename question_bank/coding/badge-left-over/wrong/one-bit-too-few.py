# Puts the number together bit by bit, but numbers up to 1,000,000,000 have 30 bits and not 29.
def badge_left_over(scans):
    left_over = 0
    for bit in range(29):
        ones = sum(badge >> bit & 1 for badge in scans)
        if ones % 2 == 1:
            left_over |= 1 << bit
    return left_over
