# Goes through the hours upwards, where the field it builds on may contain the same feature already.
def best_release(efforts, values, budget):
    best = [0] * (budget + 1)
    for effort, value in zip(efforts, values):
        for hours in range(effort, budget + 1):
            best[hours] = max(best[hours], best[hours - effort] + value)
    return best[budget]
