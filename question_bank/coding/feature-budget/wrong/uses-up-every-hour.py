# Counts only choices whose efforts add up to the budget exactly.
def best_release(efforts, values, budget):
    impossible = -1
    best = [0] + [impossible] * budget
    for effort, value in zip(efforts, values):
        for hours in range(budget, effort - 1, -1):
            if best[hours - effort] != impossible:
                best[hours] = max(best[hours], best[hours - effort] + value)
    return max(best[budget], 0)
