class Solution {
public:
    bool isBalanced(string& text) {
        string pending;  // the closing brackets that are waited for
        for (char symbol : text) {
            switch (symbol) {
                case '(': pending.push_back(')'); break;
                case '[': pending.push_back(']'); break;
                case '{': pending.push_back('}'); break;
                default:
                    if (pending.empty() || pending.back() != symbol) return false;
                    pending.pop_back();
            }
        }
        return pending.empty();
    }
};
