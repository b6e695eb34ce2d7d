function minRooms(meetings) {
  const beginTimes = meetings.map(([begin]) => begin).sort((a, b) => a - b);
  const endTimes = meetings.map(([, end]) => end).sort((a, b) => a - b);
  let opened = 0;
  let released = 0;
  for (const begin of beginTimes) {
    if (endTimes[released] <= begin) released++; // the meeting that is over first hands its room on
    else opened++;
  }
  return opened;
}
