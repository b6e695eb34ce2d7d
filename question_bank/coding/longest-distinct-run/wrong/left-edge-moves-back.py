# Jumps behind the previous occurrence even when it lies outside the window already.
def longest_distinct_run(text):
    last_at = {}
    best = 0
    left = 0
    for right, char in enumerate(text):
        if char in last_at:
            left = last_at[char] + 1
        last_at[char] = right
        best = max(best, right - left + 1)
    return best
