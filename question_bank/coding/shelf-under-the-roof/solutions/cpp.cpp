class Solution {
    struct Shelf {
        long long start;
        int height;
    };

public:
    long long largestShelf(vector<vector<int>>& sections) {
        long long largest = 0, position = 0;
        vector<Shelf> openShelves;  // what can still grow, higher from one to the next

        // Closes all that is at least this high and returns where the last of it began.
        auto close = [&](int height) {
            long long start = position;
            while (!openShelves.empty() && openShelves.back().height >= height) {
                start = openShelves.back().start;
                largest = max(largest, (position - start) * openShelves.back().height);
                openShelves.pop_back();
            }
            return start;
        };

        for (auto& section : sections) {
            long long start = close(section[1]);
            openShelves.push_back({start, section[1]});
            position += section[0];
        }
        close(0);
        return largest;
    }
};
