function reverseSegment(head, left, right) {
  const anchor = new ListNode(0, head);
  let before = anchor;
  for (let k = 1; k < left; k++) before = before.next;
  const first = before.next;
  for (let k = left; k < right; k++) {
    const moved = first.next;
    first.next = moved.next;
    moved.next = before.next;
    before.next = moved;
  }
  return anchor.next;
}
