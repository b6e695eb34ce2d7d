# Counts a repeated pair every time but keeps who waits in a set, so the count never gets back to zero.
def min_rounds(task_count, needs):
    waiting_for = [0] * task_count
    unlocks = [set() for _ in range(task_count)]
    for task, prerequisite in needs:
        waiting_for[task] += 1
        unlocks[prerequisite].add(task)
    ready = [task for task in range(task_count) if waiting_for[task] == 0]
    rounds = finished = 0
    while ready:
        rounds += 1
        finished += len(ready)
        following = []
        for done in ready:
            for task in unlocks[done]:
                waiting_for[task] -= 1
                if waiting_for[task] == 0:
                    following.append(task)
        ready = following
    return rounds if finished == task_count else -1
