class Solution {
    public ListNode uncouple(ListNode head, int k) {
        ListNode anchor = new ListNode(0, head);
        ListNode scout = anchor;
        for (int step = 0; step < k; step++) {
            scout = scout.next;
        }
        ListNode before = anchor; // always k nodes behind the scout
        while (scout.next != null) {
            scout = scout.next;
            before = before.next;
        }
        before.next = before.next.next;
        return anchor.next;
    }
}
