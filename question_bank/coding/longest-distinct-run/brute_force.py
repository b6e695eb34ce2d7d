def longest_distinct_run(text):
    best = 0
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            run = text[start:end]
            if len(set(run)) == len(run):
                best = max(best, len(run))
    return best
