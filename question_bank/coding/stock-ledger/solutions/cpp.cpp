class StockLedger {
    vector<long long> totals{0};  // at each day the sum of all days before it

public:
    StockLedger(vector<int>& changes) {
        for (int change : changes) record(change);
    }

    void record(int change) {
        totals.push_back(totals.back() + change);
    }

    long long netChange(int firstDay, int lastDay) {
        return totals[lastDay + 1] - totals[firstDay];
    }
};
