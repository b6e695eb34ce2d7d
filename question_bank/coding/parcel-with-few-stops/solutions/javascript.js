function cheapestRoute(fees, rides, origin, target, stops) {
  const handling = [...fees]; // due when a parcel leaves a depot
  handling[origin] = 0;
  let priceTo = new Array(fees.length).fill(Infinity);
  priceTo[origin] = 0;
  for (let round = 0; round <= stops; round++) {
    const following = [...priceTo];
    let improved = false;
    for (const [sender, receiver, price] of rides) {
      const offer = priceTo[sender] + handling[sender] + price;
      if (offer < following[receiver]) {
        following[receiver] = offer;
        improved = true;
      }
    }
    if (!improved) break;
    priceTo = following;
  }
  return priceTo[target] < Infinity ? priceTo[target] : -1;
}
