const OPENER_OF = { ")": "(", "]": "[", "}": "{" };

function isBalanced(text) {
  const pending = [];
  for (const char of text) {
    if (!(char in OPENER_OF)) pending.push(char);
    else if (pending.pop() !== OPENER_OF[char]) return false;
  }
  return pending.length === 0;
}
