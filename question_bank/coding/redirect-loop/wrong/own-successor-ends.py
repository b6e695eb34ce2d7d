# Takes an id that leads to itself for the end of the chain, although it is the shortest loop.
def loop_entry(successors, start):
    seen = set()
    place = start
    while place != -1 and successors[place] != place:
        if place in seen:
            return place
        seen.add(place)
        place = successors[place]
    return -1
