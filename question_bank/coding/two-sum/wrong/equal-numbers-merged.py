# Walks over the map instead of the list: two equal numbers have become one entry and never meet.
def two_sum(nums, target):
    index_of = {value: index for index, value in enumerate(nums)}
    for value, index in index_of.items():
        other = index_of.get(target - value)
        if other is not None and other != index:
            return sorted([index, other])
    return []
