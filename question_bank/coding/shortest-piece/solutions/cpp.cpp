class Solution {
public:
    string shortestPiece(string& tape, string& letters) {
        array<int, 26> needed{};  // below zero: the piece has more of this letter than it needs
        for (char letter : letters) ++needed[letter - 'a'];

        size_t missing = letters.size(), left = 0, start = 0, length = string::npos;
        for (size_t right = 0; right < tape.size(); ++right) {
            if (needed[tape[right] - 'a']-- > 0) --missing;
            if (missing > 0) continue;
            for (; needed[tape[left] - 'a'] < 0; ++left) ++needed[tape[left] - 'a'];
            if (right + 1 - left < length) {
                start = left;
                length = right + 1 - left;
            }
        }
        return length == string::npos ? "" : tape.substr(start, length);
    }
};
