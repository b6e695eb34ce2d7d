class Solution {
public:
    ListNode* uncouple(ListNode* head, int k) {
        ListNode* scout = head;
        for (int step = 0; step < k; ++step) scout = scout->next;
        ListNode** link = &head;  // leads to the wagon k places behind the scout
        for (; scout; scout = scout->next) link = &(*link)->next;
        *link = (*link)->next;
        return head;
    }
};
