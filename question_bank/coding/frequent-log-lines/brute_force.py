def frequent_lines(lines, k):
    """Take the best line k times: nothing else in the log is more frequent, or as frequent and earlier."""
    remaining = list(lines)
    result = []
    while remaining and len(result) < k:
        best = None
        for line in remaining:
            if best is None or rank(remaining, line) < rank(remaining, best):
                best = line
        result.append(best)
        remaining = [line for line in remaining if line != best]
    return result


def rank(lines, line):
    return (-lines.count(line), line)
