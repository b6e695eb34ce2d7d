class Solution {
    public ListNode reverseSegment(ListNode head, int left, int right) {
        ListNode anchor = new ListNode(0, head);
        ListNode before = anchor;
        for (int position = 1; position < left; position++) {
            before = before.next;
        }
        ListNode first = before.next;
        for (int position = left; position < right; position++) {
            ListNode moved = first.next;
            first.next = moved.next;
            moved.next = before.next;
            before.next = moved;
        }
        return anchor.next;
    }
}
