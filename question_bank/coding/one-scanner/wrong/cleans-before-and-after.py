# Adds the cleaning to both sides of each request, so that it is counted twice between two of them.
def most_examinations(requests, cleaning):
    occupied = sorted((end + cleaning, start - cleaning) for start, end in requests)
    accepted = 0
    free_from = -cleaning
    for end, start in occupied:
        if start >= free_from:
            accepted += 1
            free_from = end
    return accepted
