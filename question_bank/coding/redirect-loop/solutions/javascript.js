const END = -1;

function loopEntry(successors, start) {
  const meeting = meetingPlace(successors, start);
  if (meeting === END) return END;
  // From here the entry is as many steps away as it is from the start, apart from full rounds.
  let ahead = meeting;
  let behind = start;
  while (ahead !== behind) {
    ahead = successors[ahead];
    behind = successors[behind];
  }
  return behind;
}

/** Where a walker of double speed catches up with a slow one, or END if the chain ends. */
function meetingPlace(successors, start) {
  let slow = start;
  let fast = start;
  do {
    for (let step = 0; step < 2; step++) {
      fast = successors[fast];
      if (fast === END) return END;
    }
    slow = successors[slow];
  } while (slow !== fast);
  return slow;
}
