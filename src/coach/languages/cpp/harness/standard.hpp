// Parts of the standard library that are compiled with the harness, so that no solution has to.
#pragma once

// The one file that is to hold them says so.
#ifdef COACH_HOLDS_THEM
#define COACH_PART template
#else
#define COACH_PART extern template
#endif

namespace __gnu_cxx {

#define COACH_PARSED(RESULT, PARSED, CHAR, ...)                                                       \
    COACH_PART RESULT __stoa(PARSED (*)(const CHAR*, CHAR** __VA_OPT__(,) __VA_ARGS__), const char*,  \
                             const CHAR*, std::size_t* __VA_OPT__(,) __VA_ARGS__)
#define COACH_NUMBERS(CHAR)                                           \
    COACH_PARSED(int, long, CHAR, int);                               \
    COACH_PARSED(long, long, CHAR, int);                              \
    COACH_PARSED(unsigned long, unsigned long, CHAR, int);            \
    COACH_PARSED(long long, long long, CHAR, int);                    \
    COACH_PARSED(unsigned long long, unsigned long long, CHAR, int);  \
    COACH_PARSED(float, float, CHAR);                                 \
    COACH_PARSED(double, double, CHAR);                               \
    COACH_PARSED(long double, long double, CHAR)
COACH_NUMBERS(char);
COACH_NUMBERS(wchar_t);

}  // namespace __gnu_cxx

namespace std {

#define COACH_TABLE(KEY, SELECT, IS_SET, ...)                                                                   \
    KEY, __VA_ARGS__, allocator<__VA_ARGS__>, __detail::SELECT, equal_to<KEY>, hash<KEY>,                       \
        __detail::_Mod_range_hashing, __detail::_Default_ranged_hash, __detail::_Prime_rehash_policy,           \
        __detail::_Hashtable_traits<__cache_default<KEY, hash<KEY>>::value, IS_SET, true>
#define COACH_HASH_MAP(KEY, VALUE)                                                                    \
    COACH_PART class _Hashtable<COACH_TABLE(KEY, _Select1st, false, pair<const KEY, VALUE>)>;         \
    COACH_PART struct __detail::_Map_base<COACH_TABLE(KEY, _Select1st, false, pair<const KEY, VALUE>)>
#define COACH_HASH_SET(KEY) COACH_PART class _Hashtable<COACH_TABLE(KEY, _Identity, true, KEY)>
#define COACH_TREE_MAP(KEY, VALUE) \
    COACH_PART class _Rb_tree<KEY, pair<const KEY, VALUE>, _Select1st<pair<const KEY, VALUE>>, less<KEY>>
#define COACH_TREE_SET(KEY) COACH_PART class _Rb_tree<KEY, KEY, _Identity<KEY>, less<KEY>>

// How a vector grows is a template of its own, and one that would be compiled again even if it is here.
#ifdef COACH_HOLDS_THEM
#define COACH_GROWS template
#else
#define COACH_GROWS template <> template <>
#endif
#define COACH_VECTOR(...)                                                                        \
    COACH_GROWS void vector<__VA_ARGS__>::_M_realloc_append<const __VA_ARGS__&>(const __VA_ARGS__&); \
    COACH_GROWS void vector<__VA_ARGS__>::_M_realloc_append<__VA_ARGS__>(__VA_ARGS__&&)

COACH_HASH_MAP(int, int);
COACH_HASH_MAP(char, int);
COACH_HASH_MAP(string, int);
COACH_HASH_MAP(int, vector<int>);
COACH_HASH_SET(int);
COACH_HASH_SET(char);
COACH_HASH_SET(string);
COACH_TREE_MAP(int, int);
COACH_TREE_MAP(char, int);
COACH_TREE_MAP(string, int);
COACH_TREE_SET(int);
COACH_TREE_SET(string);
COACH_PART class deque<int>;
COACH_VECTOR(int);
COACH_VECTOR(string);
COACH_VECTOR(vector<int>);

void sort(vector<int>::iterator, vector<int>::iterator);
void sort(vector<int>::iterator, vector<int>::iterator, greater<int>);
void sort(vector<string>::iterator, vector<string>::iterator);
void sort(vector<vector<int>>::iterator, vector<vector<int>>::iterator);
void sort(string::iterator, string::iterator);

}  // namespace std

namespace coach {

// Instantiated by a constant, strings are part of the compiled prelude.
template <class Letter>
constexpr bool has_strings() {
    Letter letters[]{'a', 'b'};
    return std::basic_string<Letter>(letters, 2).size() == 2;
}
static_assert(has_strings<char>() && has_strings<wchar_t>() && has_strings<char8_t>() && has_strings<char16_t>());
static_assert(has_strings<char32_t>());

}  // namespace coach
