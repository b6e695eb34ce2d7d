# Counts on the way back from a recursion: elegant, until a train is longer than the stack is deep.
def uncouple(head, k):
    def rest(wagon):
        if wagon is None:
            return None, 0
        wagon.next, behind = rest(wagon.next)
        return (wagon.next if behind == k - 1 else wagon), behind + 1

    return rest(head)[0]
