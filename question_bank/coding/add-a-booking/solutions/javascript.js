function addBooking(plan, booking) {
  let [start, end] = booking;
  const before = plan.filter((block) => block[1] < start);
  const after = plan.filter((block) => block[0] > end);
  for (const block of plan.slice(before.length, plan.length - after.length)) {
    start = Math.min(start, block[0]);
    end = Math.max(end, block[1]);
  }
  return [...before, [start, end], ...after];
}
