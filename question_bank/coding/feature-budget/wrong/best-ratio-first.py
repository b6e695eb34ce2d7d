# Takes what is worth most per hour as long as it fits: right only if features could be built in part.
def best_release(efforts, values, budget):
    def worth(feature):
        return values[feature] / efforts[feature] if efforts[feature] else float("inf")

    total = 0
    for feature in sorted(range(len(efforts)), key=worth, reverse=True):
        if efforts[feature] <= budget:
            budget -= efforts[feature]
            total += values[feature]
    return total
