# Looks for the end only after both steps of the fast walker; index -1 is a place too, the last one of the list.
def loop_entry(successors, start):
    slow = fast = start
    while True:
        slow = successors[slow]
        fast = successors[successors[fast]]
        if fast == -1:
            return -1
        if slow == fast:
            break
    slow = start
    while slow != fast:
        slow = successors[slow]
        fast = successors[fast]
    return slow
