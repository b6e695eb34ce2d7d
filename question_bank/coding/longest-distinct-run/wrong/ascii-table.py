# Keeps the last positions in a table for ASCII: other characters fall outside it.
def longest_distinct_run(text):
    last_at = [-1] * 128
    best = 0
    left = 0
    for right, char in enumerate(text):
        code = ord(char)
        left = max(left, last_at[code] + 1)
        last_at[code] = right
        best = max(best, right - left + 1)
    return best
