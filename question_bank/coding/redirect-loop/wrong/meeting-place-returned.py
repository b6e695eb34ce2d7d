# Returns the place where the fast walker catches up with the slow one, which lies anywhere in the loop.
def loop_entry(successors, start):
    slow = fast = start
    while fast != -1 and successors[fast] != -1:
        slow = successors[slow]
        fast = successors[successors[fast]]
        if slow == fast:
            return slow
    return -1
