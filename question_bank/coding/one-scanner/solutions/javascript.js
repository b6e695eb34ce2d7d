function mostExaminations(requests, cleaning) {
  const byEnd = requests.toSorted(([, end], [, otherEnd]) => end - otherEnd);
  let accepted = 0;
  let readyAt = 0;
  for (const [start, end] of byEnd) {
    if (start < readyAt) continue;
    accepted++;
    readyAt = end + cleaning;
  }
  return accepted;
}
