class Solution {
public:
    int smallestBoat(vector<int>& weights, int days) {
        int low = *max_element(weights.begin(), weights.end());
        int high = accumulate(weights.begin(), weights.end(), 0);
        while (low < high) {
            int middle = low + (high - low) / 2;
            if (daysNeeded(weights, middle) <= days) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

private:
    // How many trips it takes when every boat is filled as far as possible; no parcel exceeds the capacity.
    static int daysNeeded(const vector<int>& weights, int capacity) {
        int needed = 1, load = 0;
        for (int weight : weights) {
            if (load + weight > capacity) {
                ++needed;
                load = 0;
            }
            load += weight;
        }
        return needed;
    }
};
