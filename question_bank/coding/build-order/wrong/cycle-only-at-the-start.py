# Takes it for a cycle only when nothing can start; one that is met later goes unnoticed.
def min_rounds(task_count, needs):
    waiting_for = [0] * task_count
    unlocks = [[] for _ in range(task_count)]
    for task, prerequisite in needs:
        waiting_for[task] += 1
        unlocks[prerequisite].append(task)
    ready = [task for task in range(task_count) if waiting_for[task] == 0]
    if task_count and not ready:
        return -1
    rounds = 0
    while ready:
        rounds += 1
        following = []
        for done in ready:
            for task in unlocks[done]:
                waiting_for[task] -= 1
                if waiting_for[task] == 0:
                    following.append(task)
        ready = following
    return rounds
