class Solution {
    // The code point that begins at a position of UTF-8 text, which is moved behind it.
    static int nextSymbol(const string& text, size_t& at) {
        unsigned char first = text[at++];
        if (first < 0x80) return first;
        int symbol = first < 0xe0 ? first & 0x1f : first < 0xf0 ? first & 0x0f : first & 0x07;
        while (at < text.size() && (text[at] & 0xc0) == 0x80) symbol = symbol << 6 | (text[at++] & 0x3f);
        return symbol;
    }

public:
    int longestDistinctRun(string& text) {
        unordered_map<int, int> nextStart;  // symbol → the position behind its last occurrence
        int best = 0, left = 0, right = 0;
        for (size_t at = 0; at < text.size();) {
            int& start = nextStart[nextSymbol(text, at)];
            left = max(left, start);
            start = ++right;
            best = max(best, right - left);
        }
        return best;
    }
};
