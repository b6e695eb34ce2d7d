// Recursive descent: each function reads one level of the grammar and moves on to what follows it.
class Formula {
    string_view text;
    const unordered_map<string, int>& values;
    size_t at = 0;

    char next() {
        while (at < text.size() && text[at] == ' ') ++at;
        return at < text.size() ? text[at] : '\0';
    }

    bool take(char symbol) {
        if (next() != symbol) return false;
        ++at;
        return true;
    }

    // A number, a name, a sum in brackets, or one of these with a minus sign before it.
    int factor() {
        if (take('-')) return -factor();
        if (take('(')) {
            int inside = sum();
            take(')');
            return inside;
        }
        bool isNumber = isdigit(next());
        size_t start = at;
        while (at < text.size() && isalnum(text[at])) ++at;
        string word(text.substr(start, at - start));
        return isNumber ? stoi(word) : values.at(word);
    }

    int product() {
        int result = factor();
        while (true) {
            if (take('*')) {
                result *= factor();
            } else if (take('/')) {
                result /= factor();
            } else {
                return result;
            }
        }
    }

public:
    Formula(string_view text, const unordered_map<string, int>& values) : text(text), values(values) {}

    int sum() {
        int result = product();
        while (true) {
            if (take('+')) {
                result += product();
            } else if (take('-')) {
                result -= product();
            } else {
                return result;
            }
        }
    }
};

class Solution {
public:
    int price(string& formula, unordered_map<string, int>& values) {
        return Formula(formula, values).sum();
    }
};
