// The usual types whose reading and writing is part of the harness, as a list for COACH_PREBUILT.
COACH_PREBUILT(std::vector<int>);
COACH_PREBUILT(std::vector<long long>);
COACH_PREBUILT(std::vector<double>);
COACH_PREBUILT(std::vector<bool>);
COACH_PREBUILT(std::vector<std::string>);
COACH_PREBUILT(std::vector<std::vector<int>>);
COACH_PREBUILT(std::vector<std::vector<std::string>>);
COACH_PREBUILT(std::vector<std::optional<int>>);
COACH_PREBUILT(std::optional<int>);
COACH_PREBUILT(std::unordered_map<std::string, int>);
