// What a driver has at hand: it reads a case, calls the solution and writes what came of it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace coach __attribute__((visibility("default"))) {

// A value that cannot be given or taken as the question's type; the text is for the candidate.
struct Unsuitable {
    std::string text;
};

class Reader {
public:
    explicit Reader(const char* at);
    std::uint32_t count();
    std::int64_t integer();
    double real();
    bool flag();
    std::string text();

private:
    const unsigned char* at_;
};

class Writer {
public:
    void items(std::size_t count);
    void integer(std::int64_t number);
    void real(double number);
    void flag(bool value);
    void text(const std::string& value);
    void overwrite(std::size_t at, std::uint32_t count);
    // Throws at one item too many: a list that contains itself comes to it.
    void spend(std::size_t items);
    std::string bytes;

private:
    std::size_t spent_ = 0;
};

// Items of which nobody knows beforehand how many there are.
class OpenList {
public:
    explicit OpenList(Writer& to);
    void add();
    // The node of a tree that comes next, which may be missing. What is missing at the end is left out.
    void add(const void* node);
    void close();

private:
    void keep();
    Writer& to_;
    std::size_t head_, end_;
    std::uint32_t added_ = 0, kept_ = 0;
    bool missing_ = false;
};

// A queue that is compiled with the harness.
class Waiting {
public:
    Waiting();
    ~Waiting();
    void push(void* place);
    void* pop();
    bool empty() const;

private:
    std::vector<void*> places_;
    std::size_t at_ = 0;
};

// Room for a node of the input, which the harness takes back whether or not the solution deletes the node.
void* room(std::size_t size);

// The layout of every type that a signature can name.
template <class T>
struct Value;

// Reading and writing of large types is compiled with the harness, so it stands outside of the classes.
#define COACH_VALUE(...)                                     \
    struct Value<__VA_ARGS__> {                              \
        using Type = __VA_ARGS__;                            \
        static Type read(Reader& from);                      \
        static void write(Writer& to, const Type& value);    \
    }

template <> COACH_VALUE(int);
template <> COACH_VALUE(long long);
template <> COACH_VALUE(double);
template <> COACH_VALUE(bool);
template <> COACH_VALUE(std::string);
template <class T> COACH_VALUE(std::vector<T>);
template <class T> COACH_VALUE(std::optional<T>);
template <class T> COACH_VALUE(std::unordered_map<std::string, T>);

// A list or a tree, by its first node.
template <class Node> COACH_VALUE(Node*);

#undef COACH_VALUE

template <class T>
std::vector<T> Value<std::vector<T>>::read(Reader& from) {
    std::vector<T> items;
    auto left = from.count();
    for (items.reserve(left); left > 0; --left) items.push_back(Value<T>::read(from));
    return items;
}

template <class T>
void Value<std::vector<T>>::write(Writer& to, const std::vector<T>& items) {
    to.items(items.size());
    for (const auto& item : items) Value<T>::write(to, item);
}

template <class T>
std::optional<T> Value<std::optional<T>>::read(Reader& from) {
    if (!from.flag()) return std::nullopt;
    return Value<T>::read(from);
}

template <class T>
void Value<std::optional<T>>::write(Writer& to, const std::optional<T>& value) {
    to.flag(value.has_value());
    if (value) Value<T>::write(to, *value);
}

template <class T>
std::unordered_map<std::string, T> Value<std::unordered_map<std::string, T>>::read(Reader& from) {
    std::unordered_map<std::string, T> entries;
    for (auto left = from.count(); left > 0; --left) {
        auto key = from.text();
        entries.emplace(std::move(key), Value<T>::read(from));
    }
    return entries;
}

template <class T>
void Value<std::unordered_map<std::string, T>>::write(Writer& to, const std::unordered_map<std::string, T>& entries) {
    to.items(entries.size());
    for (const auto& [key, value] : entries) {
        to.text(key);
        Value<T>::write(to, value);
    }
}

template <class Node>
constexpr bool is_list = requires(Node node) { node.next; };

template <class Node>
Node* Value<Node*>::read(Reader& from) {
    using Item = Value<decltype(Node::val)>;
    Node* first = nullptr;
    Waiting places;
    places.push(&first);
    for (auto left = from.count(); left > 0; --left) {
        auto place = static_cast<Node**>(places.pop());
        if (!is_list<Node> && !from.flag()) continue;
        Node* node = *place = new (room(sizeof(Node))) Node(Item::read(from));
        if constexpr (is_list<Node>) {
            places.push(&node->next);
        } else {
            places.push(&node->left);
            places.push(&node->right);
        }
    }
    return first;
}

template <class Node>
void Value<Node*>::write(Writer& to, Node* const& first) {
    using Item = Value<decltype(Node::val)>;
    OpenList list(to);
    if constexpr (is_list<Node>) {
        for (auto node = first; node; node = node->next) {
            list.add();
            Item::write(to, node->val);
        }
    } else {
        Waiting nodes;
        nodes.push(first);
        while (!nodes.empty()) {
            auto node = static_cast<Node*>(nodes.pop());
            list.add(node);
            if (!node) continue;
            Item::write(to, node->val);
            nodes.push(node->left);
            nodes.push(node->right);
        }
    }
    list.close();
}

// What a class-style solution is driven on.
template <class T>
struct Target {
    T* made = nullptr;
    ~Target() { delete made; }
};

// One call of the solution: its input, its result, and what it took.
class Call {
public:
    explicit Call(const Reader& input) : reader_(input) {}

    std::uint32_t count() { return reader_.count(); }

    template <class T>
    T read() {
        return Value<T>::read(reader_);
    }

    template <class T>
    void write(const T& value) {
        Value<T>::write(writer_, value);
    }

    void start();
    void stop();
    double seconds() const { return seconds_; }
    const std::string& result() const { return writer_.bytes; }

private:
    Reader reader_;
    Writer writer_;
    double seconds_ = 0;
    double began_ = 0;
};

#define COACH_PREBUILT(...) extern template struct Value<__VA_ARGS__>
#include "prebuilt.hpp"
#undef COACH_PREBUILT

}  // namespace coach

// What a driver defines.
extern "C" __attribute__((visibility("default"))) void coach_solve(coach::Call& call);
