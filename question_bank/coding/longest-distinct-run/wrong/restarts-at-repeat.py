# Throws the whole window away at a repeat instead of only the part up to the first copy.
def longest_distinct_run(text):
    best = 0
    window = set()
    for char in text:
        if char in window:
            window = set()
        window.add(char)
        best = max(best, len(window))
    return best
