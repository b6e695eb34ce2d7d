class Solution {
public:
    ListNode* reverseSegment(ListNode* head, int left, int right) {
        ListNode anchor(0, head);
        ListNode* before = &anchor;
        for (int step = 1; step < left; ++step) before = before->next;
        ListNode* first = before->next;
        for (int step = left; step < right; ++step) {
            ListNode* moved = first->next;
            first->next = moved->next;
            moved->next = before->next;
            before->next = moved;
        }
        return anchor.next;
    }
};
