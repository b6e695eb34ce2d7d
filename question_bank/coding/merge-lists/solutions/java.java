class Solution {
    public ListNode mergeLists(ListNode one, ListNode other) {
        ListNode anchor = new ListNode(0);
        ListNode last = anchor;
        while (one != null && other != null) {
            if (one.val <= other.val) {
                last.next = one;
                one = one.next;
            } else {
                last.next = other;
                other = other.next;
            }
            last = last.next;
        }
        last.next = one != null ? one : other;
        return anchor.next;
    }
}
