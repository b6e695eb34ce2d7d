def longest_distinct_run(text: str) -> int:
    last_at: dict[str, int] = {}
    best = 0
    left = 0
    for right, symbol in enumerate(text):
        left = max(left, last_at.get(symbol, -1) + 1)
        last_at[symbol] = right
        best = max(best, right - left + 1)
    return best
