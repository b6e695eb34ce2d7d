function mergeLists(one, other) {
  const anchor = new ListNode(0);
  let last = anchor;
  while (one && other) {
    if (one.val <= other.val) {
      last.next = one;
      one = one.next;
    } else {
      last.next = other;
      other = other.next;
    }
    last = last.next;
  }
  last.next = one ?? other;
  return anchor.next;
}
