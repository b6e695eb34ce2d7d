function daysUntilWarmer(temperatures) {
  const waits = new Array(temperatures.length).fill(0);
  const waiting = []; // days without an answer, never warmer from one to the next
  for (const [today, temperature] of temperatures.entries()) {
    while (waiting.length > 0 && temperatures[waiting.at(-1)] < temperature) {
      const day = waiting.pop();
      waits[day] = today - day;
    }
    waiting.push(today);
  }
  return waits;
}
