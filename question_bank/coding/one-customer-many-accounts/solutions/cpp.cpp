class Solution {
    vector<int> parents;

    int root(int account) {
        while (parents[account] != account) {
            parents[account] = parents[parents[account]];
            account = parents[account];
        }
        return account;
    }

    // Joins all accounts that have the same detail; the smallest account of a customer is the root.
    void join(const vector<string>& details) {
        unordered_map<string_view, int> firstWith;
        for (int account = 0; account < (int)details.size(); ++account) {
            if (details[account].empty()) continue;
            auto [entry, isNew] = firstWith.try_emplace(details[account], account);
            if (isNew) continue;
            auto [low, high] = minmax({root(account), root(entry->second)});
            parents[high] = low;
        }
    }

public:
    vector<vector<int>> sameCustomers(vector<string>& emails, vector<string>& addresses) {
        parents.resize(emails.size());
        iota(parents.begin(), parents.end(), 0);
        join(emails);
        join(addresses);

        vector<vector<int>> customers;
        vector<int> customerOf(parents.size());
        for (int account = 0; account < (int)parents.size(); ++account) {
            int first = root(account);
            if (first == account) {
                customerOf[account] = customers.size();
                customers.emplace_back();
            }
            customers[customerOf[first]].push_back(account);
        }
        return customers;
    }
};
