#define COACH_HOLDS_THEM
#include "../prelude.hpp"

namespace std {

// The templates, with a comparison named, since the functions here would call themselves.
void sort(vector<int>::iterator first, vector<int>::iterator last) { sort(first, last, less<int>()); }

void sort(vector<int>::iterator first, vector<int>::iterator last, greater<int> order) { sort<>(first, last, order); }

void sort(vector<string>::iterator first, vector<string>::iterator last) { sort(first, last, less<string>()); }

void sort(vector<vector<int>>::iterator first, vector<vector<int>>::iterator last) { sort(first, last, less<vector<int>>()); }

void sort(string::iterator first, string::iterator last) { sort(first, last, less<char>()); }

}  // namespace std
