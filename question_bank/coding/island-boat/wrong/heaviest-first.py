# Packs the heaviest parcels first and fills the gaps with lighter ones, as if the order did not matter.
def smallest_boat(weights, days):
    def trips(capacity):
        loads = []
        for weight in sorted(weights, reverse=True):
            for trip, load in enumerate(loads):
                if load + weight <= capacity:
                    loads[trip] += weight
                    break
            else:
                loads.append(weight)
        return len(loads)

    low, high = max(weights), sum(weights)
    while low < high:
        middle = (low + high) // 2
        if trips(middle) <= days:
            high = middle
        else:
            low = middle + 1
    return low
