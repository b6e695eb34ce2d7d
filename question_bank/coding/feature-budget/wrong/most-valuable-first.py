# Takes the most valuable feature that fits, again and again, whatever else its hours could be used for.
def best_release(efforts, values, budget):
    total = 0
    for value, effort in sorted(zip(values, efforts), key=lambda feature: (-feature[0], feature[1])):
        if effort <= budget:
            budget -= effort
            total += value
    return total
