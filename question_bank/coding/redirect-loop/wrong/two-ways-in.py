# Takes the first id on the way that two others lead to for the entry, wherever those two come from.
def loop_entry(successors, start):
    ways_in = [0] * len(successors)
    for successor in successors:
        if successor != -1:
            ways_in[successor] += 1
    place = start
    for _ in range(len(successors)):
        if ways_in[place] > 1:
            return place
        place = successors[place]
        if place == -1:
            return -1
    return start
