# Fills the map first, then forgets that an element may find itself when it is half of the target.
def two_sum(nums, target):
    index_of = {value: index for index, value in enumerate(nums)}
    for index, value in enumerate(nums):
        if target - value in index_of:
            return sorted([index, index_of[target - value]])
    return []
