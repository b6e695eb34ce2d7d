def min_rounds(task_count, needs):
    waiting_for = [0] * task_count
    unlocks = [[] for _ in range(task_count)]
    for task, prerequisite, *pause in needs:
        waiting_for[task] += 1
        unlocks[prerequisite].append((task, 1 + sum(pause)))
    round_of = [1] * task_count
    ready = [task for task in range(task_count) if waiting_for[task] == 0]
    for done in ready:
        for task, later in unlocks[done]:
            round_of[task] = max(round_of[task], round_of[done] + later)
            waiting_for[task] -= 1
            if waiting_for[task] == 0:
                ready.append(task)
    return max(round_of, default=0) if len(ready) == task_count else -1
