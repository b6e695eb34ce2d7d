# Swaps each zero with the last reading that is not one: the zeros end up right, the order of the rest does not.
def move_zeros(readings):
    left, right = 0, len(readings) - 1
    while left < right:
        if readings[left] != 0:
            left += 1
        elif readings[right] == 0:
            right -= 1
        else:
            readings[left], readings[right] = readings[right], readings[left]
