function renameCost(current, wanted, insert, remove, replace) {
  let above = Array.from({ length: wanted.length + 1 }, (_, length) => insert * length); // from nothing to each beginning
  for (const letter of current) {
    const row = [above[0] + remove];
    for (let at = 0; at < wanted.length; at++) {
      if (letter === wanted[at]) row.push(above[at]);
      else row.push(Math.min(above[at] + replace, above[at + 1] + remove, row[at] + insert));
    }
    above = row;
  }
  return above[wanted.length];
}
