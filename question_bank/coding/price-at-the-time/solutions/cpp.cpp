class PriceArchive {
    struct Change {
        int time, price;
    };

    static constexpr int noPrice = -1;
    unordered_map<string, vector<Change>> history;  // for each article, in the order of time

public:
    PriceArchive() = default;

    void setPrice(const string& article, int price, int time) {
        history[article].push_back({time, price});
    }

    int priceAt(const string& article, int time) const {
        auto found = history.find(article);
        if (found == history.end()) return noPrice;

        const vector<Change>& changes = found->second;
        auto firstLater = ranges::upper_bound(changes, time, {}, &Change::time);
        return firstLater == changes.begin() ? noPrice : prev(firstLater)->price;
    }
};
