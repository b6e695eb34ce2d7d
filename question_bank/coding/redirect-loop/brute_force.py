def loop_entry(successors, start):
    place = start
    for _ in successors:
        if place == -1:
            return -1
        if comes_back(successors, place):
            return place
        place = successors[place]
    return -1


def comes_back(successors, place):
    reached = place
    for _ in successors:
        reached = successors[reached]
        if reached == -1:
            return False
        if reached == place:
            return True
    return False
