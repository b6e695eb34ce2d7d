def min_rounds(task_count, needs):
    finished = set()
    rounds = 0
    while len(finished) < task_count:
        # Straight from the rules: whoever waits for an unfinished task has to sit this round out.
        blocked = {task for task, prerequisite in needs if prerequisite not in finished}
        running = set(range(task_count)) - finished - blocked
        if not running:
            return -1
        finished |= running
        rounds += 1
    return rounds
