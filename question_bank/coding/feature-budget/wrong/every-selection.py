# Right, but it decides on every feature anew for each selection of the others.
def best_release(efforts, values, budget):
    def best(feature, hours):
        if feature == len(efforts):
            return 0
        without = best(feature + 1, hours)
        if efforts[feature] > hours:
            return without
        return max(without, best(feature + 1, hours - efforts[feature]) + values[feature])

    return best(0, budget)
