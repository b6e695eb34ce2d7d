class StopFinder {
    // A word and the sum of its weights. The nodes point to it, so a change is seen everywhere.
    struct Word {
        string text;
        int total = 0;
    };

    // A beginning of words: what may follow it, and the words to suggest for it, the best first.
    struct Node {
        unordered_map<char, unique_ptr<Node>> children;
        vector<const Word*> best;
    };

    size_t limit;
    Node root;
    unordered_map<string, Word> words;

    static bool ranksBefore(const Word* one, const Word* other) {
        if (one->total != other->total) return one->total > other->total;
        return one->text < other->text;
    }

    // Totals only grow, so besides the word itself no other one can come into the suggestions of a node.
    void rank(Node& node, const Word& word) {
        auto& best = node.best;
        if (find(best.begin(), best.end(), &word) == best.end()) best.push_back(&word);
        sort(best.begin(), best.end(), ranksBefore);
        if (best.size() > limit) best.pop_back();
    }

public:
    StopFinder(int limit) : limit(limit) {}

    void add(const string& text, int weight) {
        Word& word = words.try_emplace(text, Word{text}).first->second;
        word.total += weight;
        Node* node = &root;
        rank(*node, word);
        for (char letter : text) {
            auto& child = node->children[letter];
            if (!child) child = make_unique<Node>();
            node = child.get();
            rank(*node, word);
        }
    }

    vector<string> suggest(const string& prefix) const {
        const Node* node = &root;
        for (char letter : prefix) {
            auto child = node->children.find(letter);
            if (child == node->children.end()) return {};
            node = child->second.get();
        }
        vector<string> result;
        for (const Word* word : node->best) result.push_back(word->text);
        return result;
    }
};
