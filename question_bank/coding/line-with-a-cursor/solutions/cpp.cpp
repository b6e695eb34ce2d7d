class LineEditor {
    // What an edit did just before the cursor, and where it left the cursor.
    struct Edit {
        int cursor;
        int typed;
        string erased;
    };

    string left;   // what is before the cursor
    string right;  // what is behind it, the nearest character last
    vector<Edit> edits;

    static string top(const string& stack, size_t count) {
        return stack.substr(stack.size() - min(count, stack.size()));
    }

    static string cut(string& stack, size_t count) {
        string taken = top(stack, count);
        stack.resize(stack.size() - taken.size());
        return taken;
    }

    static string reversed(const string& text) {
        return {text.rbegin(), text.rend()};
    }

    int cursor() const {
        return static_cast<int>(left.size());
    }

public:
    LineEditor() = default;

    void typeText(const string& text) {
        left += text;
        edits.push_back({cursor(), static_cast<int>(text.size()), ""});
    }

    int erase(int count) {
        string erased = cut(left, count);
        int size = static_cast<int>(erased.size());
        if (size > 0) edits.push_back({cursor(), 0, move(erased)});
        return size;
    }

    int moveCursor(int steps) {
        if (steps < 0) {
            right += reversed(cut(left, -steps));
        } else {
            left += reversed(cut(right, steps));
        }
        return cursor();
    }

    bool undo() {
        if (edits.empty()) return false;
        Edit edit = move(edits.back());
        edits.pop_back();
        moveCursor(edit.cursor - cursor());
        cut(left, edit.typed);
        left += edit.erased;
        return true;
    }

    string view(int width) const {
        return top(left, width) + "|" + reversed(top(right, width));
    }
};
