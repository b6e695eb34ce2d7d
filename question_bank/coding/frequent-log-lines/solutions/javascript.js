function frequentLines(lines, k) {
  const counts = new Map();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);

  const distinct = [...counts].map(([line, count]) => ({ line, count }));
  distinct.sort((a, b) => b.count - a.count || (a.line < b.line ? -1 : 1));
  return distinct.slice(0, k).map(({ line }) => line);
}
