def best_release(efforts: list[int], values: list[int], budget: int) -> int:
    fixed = 0
    optional = []
    for effort, value in zip(efforts, values):
        if value < 0:
            budget -= effort
            fixed -= value
        else:
            optional.append((effort, value))
    if budget < 0:
        return -1
    best = [fixed] * (budget + 1)
    for effort, value in optional:
        for hours in range(budget, effort - 1, -1):
            best[hours] = max(best[hours], best[hours - effort] + value)
    return best[budget]
