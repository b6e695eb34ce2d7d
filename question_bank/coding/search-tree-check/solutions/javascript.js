function isSearchTree(root) {
  let previous = -Infinity;
  const waiting = []; // nodes whose left side is being walked
  let node = root;
  while (waiting.length > 0 || node) {
    while (node) {
      waiting.push(node);
      node = node.left;
    }
    node = waiting.pop();
    if (node.val <= previous) return false;
    previous = node.val;
    node = node.right;
  }
  return true;
}
