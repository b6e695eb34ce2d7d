// There is no heap at hand here, so this halves the range of totals instead of taking the trips one by one.
function tripAtRank(flights, hotels, k) {
  let low = flights[0] + hotels[0];
  let high = flights.at(-1) + hotels.at(-1);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (tripsUpTo(middle, flights, hotels) >= k) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/** The number of trips whose total is not larger than most: the dearer the flight, the fewer hotels go with it. */
function tripsUpTo(most, flights, hotels) {
  let count = 0;
  let fitting = hotels.length;
  for (const flight of flights) {
    while (fitting > 0 && flight + hotels[fitting - 1] > most) fitting--;
    count += fitting;
  }
  return count;
}
