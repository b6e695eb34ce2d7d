class TreeArchive {
  write(root) {
    const parts = [];
    const waiting = [root];
    while (waiting.length > 0) {
      const node = waiting.pop();
      if (node) {
        parts.push(`${node.val.length}:${node.val}`);
        waiting.push(node.right, node.left);
      } else {
        parts.push("-");
      }
    }
    return parts.join("");
  }

  read(text) {
    // From the end, both subtrees of a node are complete before the node itself is met.
    const built = [];
    for (const label of labelsOf(text).reverse()) {
      if (label === null) {
        built.push(null);
      } else {
        const left = built.pop();
        const right = built.pop();
        built.push(new TreeNode(label, left, right));
      }
    }
    return built.pop();
  }
}

/** The labels in the order of the text, null for a missing subtree. */
function labelsOf(text) {
  const labels = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === "-") {
      labels.push(null);
      at++;
    } else {
      const colon = text.indexOf(":", at);
      const end = colon + 1 + Number(text.slice(at, colon));
      labels.push(text.slice(colon + 1, end));
      at = end;
    }
  }
  return labels;
}
