def best_release(efforts: list[int], values: list[int], budget: int) -> int:
    best = [0] * (budget + 1)  # the largest value that fits into each number of hours
    for effort, value in zip(efforts, values):
        for hours in range(budget, effort - 1, -1):  # downwards, so that no feature is built twice
            with_feature = best[hours - effort] + value
            if with_feature > best[hours]:
                best[hours] = with_feature
    return best[budget]
