# "A number above the target cannot be part of the pair": only true without negative numbers.
def two_sum(nums, target):
    seen_at = {}
    for index, value in enumerate(nums):
        if value > target:
            continue
        if target - value in seen_at:
            return [seen_at[target - value], index]
        seen_at[value] = index
    return []
