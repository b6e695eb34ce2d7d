class Solution {
public:
    ListNode* mergeLists(ListNode* one, ListNode* other) {
        ListNode* merged = nullptr;
        ListNode** last = &merged;  // the link that the next node goes into
        while (one && other) {
            ListNode*& smaller = one->val <= other->val ? one : other;
            *last = smaller;
            last = &smaller->next;
            smaller = smaller->next;
        }
        *last = one ? one : other;
        return merged;
    }
};
