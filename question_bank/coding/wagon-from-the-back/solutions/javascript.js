function uncouple(head, k) {
  const anchor = new ListNode(0, head);
  let scout = anchor;
  for (let step = 0; step < k; step++) scout = scout.next;
  let before = anchor; // always k nodes behind the scout
  while (scout.next) {
    scout = scout.next;
    before = before.next;
  }
  before.next = before.next.next;
  return anchor.next;
}
