"""The solution that benchmarks run where any would do."""

SOURCE = """
def two_sum(nums, target):
    seen = {}
    for position, value in enumerate(nums):
        if target - value in seen:
            return [seen[target - value], position]
        seen[value] = position
    return []
"""
