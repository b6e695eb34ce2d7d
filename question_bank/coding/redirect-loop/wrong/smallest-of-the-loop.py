# Walks far enough to be inside the loop for certain, then names its smallest id instead of the one it is entered at.
def loop_entry(successors, start):
    place = start
    for _ in range(len(successors)):
        place = successors[place]
        if place == -1:
            return -1
    smallest = first = place
    while successors[place] != first:
        place = successors[place]
        smallest = min(smallest, place)
    return smallest
