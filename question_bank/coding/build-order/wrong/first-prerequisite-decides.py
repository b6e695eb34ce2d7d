# A search that puts a task into the round after the first of its prerequisites instead of the last.
def min_rounds(task_count, needs):
    unlocks = [[] for _ in range(task_count)]
    has_prerequisite = [False] * task_count
    for task, prerequisite in needs:
        unlocks[prerequisite].append(task)
        has_prerequisite[task] = True
    level = [task for task in range(task_count) if not has_prerequisite[task]]
    seen = set(level)
    rounds = 0
    while level:
        rounds += 1
        following = []
        for done in level:
            for task in unlocks[done]:
                if task not in seen:
                    seen.add(task)
                    following.append(task)
        level = following
    return rounds if len(seen) == task_count else -1
