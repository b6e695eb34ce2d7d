def loop_entry(successors, start):
    if start == -1:
        return smallest_in_a_circle(successors)
    seen = set()
    while start != -1 and start not in seen:
        seen.add(start)
        start = successors[start]
    return start


def smallest_in_a_circle(successors):
    walk_of = [-1] * len(successors)
    found = -1
    for first in range(len(successors)):
        place = first
        while place != -1 and walk_of[place] == -1:
            walk_of[place] = first
            place = successors[place]
        if place == -1 or walk_of[place] != first:
            continue
        smallest, around = place, successors[place]
        while around != place:
            smallest = min(smallest, around)
            around = successors[around]
        found = smallest if found == -1 else min(found, smallest)
    return found
