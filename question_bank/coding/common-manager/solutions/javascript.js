function commonManager(root, first, second) {
  // The answer if this part of the chart holds both; if it holds one of them, that one; else null.
  function lowest(person) {
    if (person === null || person.val === first || person.val === second) return person;
    const left = lowest(person.left);
    const right = lowest(person.right);
    return left && right ? person : left ?? right;
  }

  return lowest(root).val;
}
