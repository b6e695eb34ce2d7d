# Remembers results by the hours that are left, as if it did not matter which features are still to be decided.
def best_release(efforts, values, budget):
    known = {}

    def best(feature, hours):
        if feature == len(efforts):
            return 0
        if hours not in known:
            most = 0
            if efforts[feature] <= hours:
                most = best(feature + 1, hours - efforts[feature]) + values[feature]
            known[hours] = max(most, best(feature + 1, hours))
        return known[hours]

    return best(0, budget)
