class Solution {
public:
    bool readsBothWays(string& text) {
        int left = 0, right = (int)text.size() - 1;
        while (left < right) {
            unsigned char front = text[left], back = text[right];  // isalnum must not see a negative value
            if (!isalnum(front)) {
                ++left;
            } else if (!isalnum(back)) {
                --right;
            } else if (tolower(front) != tolower(back)) {
                return false;
            } else {
                ++left;
                --right;
            }
        }
        return true;
    }
};
