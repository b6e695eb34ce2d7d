// Values as bytes, big-endian; see docs/adding-a-language.md.
#include <bit>
#include <cstring>
#include <limits>

#include "call.hpp"

namespace coach {

namespace {

constexpr std::size_t MOST_ITEMS = 2'000'000;

template <class T>
T taken(const unsigned char*& at) {
    T number = 0;
    for (std::size_t k = 0; k < sizeof(T); ++k) number = number << 8 | *at++;
    return number;
}

template <class T>
void put(std::string& bytes, T number) {
    char big[sizeof(T)];
    for (std::size_t k = sizeof(T); k > 0; --k, number >>= 8) big[k - 1] = static_cast<char>(number);
    bytes.append(big, sizeof big);
}

}  // namespace

Reader::Reader(const char* at) : at_(reinterpret_cast<const unsigned char*>(at)) {}

std::uint32_t Reader::count() { return taken<std::uint32_t>(at_); }

std::int64_t Reader::integer() { return static_cast<std::int64_t>(taken<std::uint64_t>(at_)); }

double Reader::real() { return std::bit_cast<double>(taken<std::uint64_t>(at_)); }

bool Reader::flag() { return *at_++ != 0; }

std::string Reader::text() {
    auto length = count();
    std::string read(reinterpret_cast<const char*>(at_), length);
    at_ += length;
    return read;
}

void Writer::items(std::size_t count) {
    spend(count);
    put(bytes, static_cast<std::uint32_t>(count));
}

void Writer::overwrite(std::size_t at, std::uint32_t count) {
    std::string written;
    put(written, count);
    bytes.replace(at, written.size(), written);
}

void Writer::spend(std::size_t items) {
    spent_ += items;
    if (spent_ > MOST_ITEMS) throw Unsuitable{"the returned value has over 2000000 items, or contains itself"};
}

void Writer::integer(std::int64_t number) { put(bytes, static_cast<std::uint64_t>(number)); }

void Writer::real(double number) { put(bytes, std::bit_cast<std::uint64_t>(number)); }

void Writer::flag(bool value) { bytes.push_back(value); }

void Writer::text(const std::string& value) {
    put(bytes, static_cast<std::uint32_t>(value.size()));
    bytes += value;
}

OpenList::OpenList(Writer& to) : to_(to), head_(to.bytes.size()) {
    to_.items(0);
    end_ = to_.bytes.size();
}

void OpenList::add() {
    keep();
    to_.spend(1);
    ++added_;
}

void OpenList::add(const void* node) {
    add();
    to_.flag(node != nullptr);
    missing_ = node == nullptr;
}

void OpenList::close() {
    keep();
    to_.bytes.resize(end_);
    to_.overwrite(head_, kept_);
}

// Whatever came before an item that is there has to stay.
void OpenList::keep() {
    if (missing_) return;
    end_ = to_.bytes.size();
    kept_ = added_;
}

Waiting::Waiting() = default;

Waiting::~Waiting() = default;

void Waiting::push(void* place) { places_.push_back(place); }

void* Waiting::pop() { return places_[at_++]; }

bool Waiting::empty() const { return at_ == places_.size(); }

int Value<int>::read(Reader& from) {
    auto number = from.integer();
    if (number < std::numeric_limits<int>::min() || number > std::numeric_limits<int>::max()) {
        throw Unsuitable{"the input " + std::to_string(number) + " does not fit into an int"};
    }
    return static_cast<int>(number);
}

void Value<int>::write(Writer& to, const int& number) { to.integer(number); }

long long Value<long long>::read(Reader& from) { return from.integer(); }

void Value<long long>::write(Writer& to, const long long& number) { to.integer(number); }

double Value<double>::read(Reader& from) { return from.real(); }

void Value<double>::write(Writer& to, const double& number) { to.real(number); }

bool Value<bool>::read(Reader& from) { return from.flag(); }

void Value<bool>::write(Writer& to, const bool& value) { to.flag(value); }

std::string Value<std::string>::read(Reader& from) { return from.text(); }

void Value<std::string>::write(Writer& to, const std::string& value) { to.text(value); }

#define COACH_PREBUILT(...) template struct Value<__VA_ARGS__>
#include "prebuilt.hpp"

}  // namespace coach
