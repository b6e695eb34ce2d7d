# The heap is right, but the meetings are taken in the order in which they were given.
import heapq


def min_rooms(meetings):
    ends = []
    for start, end in meetings:
        if ends and ends[0] <= start:
            heapq.heapreplace(ends, end)
        else:
            heapq.heappush(ends, end)
    return len(ends)
