# Keeps the visited ids in a list and searches all of it after each step: right, but quadratic.
def loop_entry(successors, start):
    visited = []
    place = start
    while place != -1:
        if place in visited:
            return place
        visited.append(place)
        place = successors[place]
    return -1
