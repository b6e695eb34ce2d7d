END = -1


def loop_entry(successors: list[int], start: int) -> int:
    meeting = meeting_place(successors, start)
    if meeting == END:
        return END
    # From here the entry is as many steps away as it is from the start, apart from full rounds.
    ahead, behind = meeting, start
    while ahead != behind:
        ahead = successors[ahead]
        behind = successors[behind]
    return behind


def meeting_place(successors: list[int], start: int) -> int:
    """Where a walker of double speed catches up with a slow one, or END if the chain ends."""
    slow = fast = start
    while True:
        for _ in range(2):
            fast = successors[fast]
            if fast == END:
                return END
        slow = successors[slow]
        if slow == fast:
            return slow
