// Functions that solutions call in the runtime libraries. The program's own come first, so these are called instead.
#include <cctype>
#include <dlfcn.h>
#include <string>
#include <string_view>
#include <typeinfo>

#include "failure.hpp"
#include "trace.hpp"

namespace coach {

namespace {

using Throw = void (*)(void*, std::type_info*, void (*)(void*));
const auto really_throw = reinterpret_cast<Throw>(dlsym(RTLD_NEXT, "__cxa_throw"));

// Later, when the exception is caught, the frames that threw it are gone.
thread_local Trace thrown;

void replace(std::string& text, std::string_view part, std::string_view with) {
    if (auto at = text.find(part); at != text.npos) text.replace(at, part.size(), with);
}

// "constexpr T& std::vector<T, A>::operator[](size_type) [with …]" → "std::vector::operator[]".
std::string short_name(std::string_view function) {
    std::string name;
    int depth = 0;
    for (char letter : function.substr(0, function.find('('))) {
        depth += letter == '<';
        if (depth == 0) name = letter == ' ' ? "" : name + letter;
        depth -= letter == '>';
    }
    replace(name, "__cxx11::basic_string", "string");
    replace(name, "basic_string_view", "string_view");
    replace(name, "__shared_ptr_access", "shared_ptr");
    replace(name, "_Optional_base_impl::_M_get", "optional");
    return name;
}

std::string plain(std::string_view condition) {
    auto has = [condition](std::string_view part) { return condition.find(part) != condition.npos; };
    if (has("empty()")) return "it is empty";
    if (has("_M_is_engaged()")) return "it has no value";
    if (has("!= nullptr") || has("!= pointer()")) return "it points to nothing";
    if (has("<") && (has("size()") || has("_M_len") || has("_Nm"))) return "the index is out of range";
    return std::string(condition) + " does not hold";
}

}  // namespace

int exception_line() { return thrown.line(); }

}  // namespace coach

extern "C" void __cxa_throw(void* object, std::type_info* type, void (*destroy)(void*)) {
    coach::thrown.capture();
    coach::really_throw(object, type, destroy);
    __builtin_unreachable();
}

extern "C" void __assert_fail(const char* condition, const char*, unsigned, const char*) noexcept {
    coach::crash(("assertion failed: " + std::string(condition)).c_str(), coach::line_now());
}

namespace std {

void __glibcxx_assert_fail(const char*, int, const char* function, const char* condition) noexcept {
    coach::crash((coach::short_name(function) + ": " + coach::plain(condition)).c_str(), coach::line_now());
}

}  // namespace std
