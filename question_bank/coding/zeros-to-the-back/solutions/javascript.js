function moveZeros(readings) {
  let kept = 0;
  for (const reading of readings) {
    if (reading !== 0) readings[kept++] = reading; // never ahead of the reading that is looked at
  }
  readings.fill(0, kept);
}
