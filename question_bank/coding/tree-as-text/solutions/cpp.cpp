class TreeArchive {
    // The labels in the order of the text, nullopt for a missing subtree.
    static vector<optional<string>> labelsOf(const string& text) {
        vector<optional<string>> labels;
        size_t at = 0;
        while (at < text.size()) {
            if (text[at] == '-') {
                labels.push_back(nullopt);
                ++at;
            } else {
                size_t colon = text.find(':', at);
                size_t length = stoul(text.substr(at, colon - at));
                labels.push_back(text.substr(colon + 1, length));
                at = colon + 1 + length;
            }
        }
        return labels;
    }

    static TreeNode* takeLast(vector<TreeNode*>& nodes) {
        TreeNode* node = nodes.back();
        nodes.pop_back();
        return node;
    }

public:
    string write(TreeNode* root) {
        string text;
        vector<TreeNode*> waiting{root};
        while (!waiting.empty()) {
            TreeNode* node = takeLast(waiting);
            if (!node) {
                text += '-';
            } else {
                text += to_string(node->val.size()) + ':' + node->val;
                waiting.push_back(node->right);
                waiting.push_back(node->left);
            }
        }
        return text;
    }

    TreeNode* read(string& text) {
        // From the end, both subtrees of a node are complete before the node itself is met.
        vector<TreeNode*> built;
        vector<optional<string>> labels = labelsOf(text);
        for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
            if (!*label) {
                built.push_back(nullptr);
            } else {
                TreeNode* left = takeLast(built);
                TreeNode* right = takeLast(built);
                built.push_back(new TreeNode(**label, left, right));
            }
        }
        return takeLast(built);
    }
};
