class Solution {
public:
    string unpack(string& packed) {
        string original;
        optional<int> count;  // none until a digit is met
        for (char symbol : packed) {
            if ('0' <= symbol && symbol <= '9') {
                count = count.value_or(0) * 10 + (symbol - '0');
            } else {
                original.append(count.value_or(1), symbol);
                count.reset();
            }
        }
        return original;
    }
};
