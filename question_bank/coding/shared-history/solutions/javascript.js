function longestShared(ours, theirs) {
  let above = new Array(theirs.length + 1).fill(0); // one number for each beginning of theirs, the empty one included
  for (const version of ours) {
    const row = [0];
    theirs.forEach((other, at) => {
      row.push(version === other ? above[at] + 1 : Math.max(above[at + 1], row[at]));
    });
    above = row;
  }
  return above[theirs.length];
}
