def two_sum(nums, target):
    nearest = {}
    pair = []
    # From the right, so that the pair found last begins first.
    for index in range(len(nums) - 1, -1, -1):
        partner = target - nums[index]
        if partner in nearest:
            pair = [index, nearest[partner]]
        nearest[nums[index]] = index
    return pair
