from itertools import product


def best_release(efforts, values, budget):
    most = 0
    for chosen in product([False, True], repeat=len(efforts)):
        hours = sum(effort for effort, built in zip(efforts, chosen) if built)
        if hours <= budget:
            most = max(most, sum(value for value, built in zip(values, chosen) if built))
    return most
