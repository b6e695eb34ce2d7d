function exactVouchers(vouchers, bill) {
  const amounts = [...vouchers].sort((a, b) => a - b);
  const found = [];
  const chosen = [];

  const extend = (start, missing) => {
    if (missing === 0) {
      found.push([...chosen]);
      return;
    }
    for (let at = start; at < amounts.length && amounts[at] <= missing; at++) {
      if (at > start && amounts[at] === amounts[at - 1]) continue; // was tried in this place just before
      chosen.push(amounts[at]);
      extend(at + 1, missing - amounts[at]);
      chosen.pop();
    }
  };

  extend(0, bill);
  return found;
}
