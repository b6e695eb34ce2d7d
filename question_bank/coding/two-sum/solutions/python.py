def two_sum(nums: list[int], target: int) -> list[int]:
    seen_at: dict[int, int] = {}
    for index, value in enumerate(nums):
        complement = target - value
        if complement in seen_at:
            return [seen_at[complement], index]
        seen_at[value] = index
    return []
