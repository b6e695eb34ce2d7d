function minRounds(taskCount, needs) {
  const waitingFor = new Array(taskCount).fill(0);
  const unlocks = Array.from({ length: taskCount }, () => []);
  for (const [task, prerequisite] of needs) {
    waitingFor[task]++;
    unlocks[prerequisite].push(task);
  }

  let ready = [...waitingFor.keys()].filter((task) => waitingFor[task] === 0);
  let rounds = 0;
  let finished = 0;
  while (ready.length > 0) {
    rounds++;
    finished += ready.length;
    const following = [];
    for (const done of ready) {
      for (const task of unlocks[done]) {
        if (--waitingFor[task] === 0) following.push(task);
      }
    }
    ready = following;
  }
  return finished === taskCount ? rounds : -1;
}
