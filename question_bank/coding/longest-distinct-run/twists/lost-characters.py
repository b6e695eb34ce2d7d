def longest_distinct_run(text):
    last_at = {}
    best = left = 0
    for right, symbol in enumerate(text):
        if symbol != "_":
            left = max(left, last_at.get(symbol, -1) + 1)
            last_at[symbol] = right
        best = max(best, right - left + 1)
    return best
