#include "trace.hpp"

#include <backtrace.h>
#include <string_view>
#include <unwind.h>

namespace coach {

namespace {

constexpr std::string_view OWN_FILE = "solution.cpp";

void ignore(void*, const char*, int) {}

int keep_own(void* found, std::uintptr_t, const char* file, int line, const char*) {
    if (!file || !std::string_view(file).ends_with(OWN_FILE)) return 0;
    *static_cast<int*>(found) = line;
    return 1;
}

}  // namespace

struct Walk {
    static _Unwind_Reason_Code step(_Unwind_Context* context, void* data) {
        auto& trace = *static_cast<Trace*>(data);
        int exact = 0;
        auto address = _Unwind_GetIPInfo(context, &exact);
        // A return address is that of the instruction behind the call.
        trace.addresses_[trace.count_++] = exact ? address : address - 1;
        return trace.count_ == Trace::MOST ? _URC_END_OF_STACK : _URC_NO_REASON;
    }
};

void Trace::capture() {
    count_ = 0;
    _Unwind_Backtrace(Walk::step, this);
}

int Trace::line() const {
    // It knows the libraries that are loaded when it is first asked, the solution among them.
    static const auto symbols = backtrace_create_state(nullptr, 0, ignore, nullptr);
    int found = 0;
    for (int k = 0; k < count_ && !found; ++k) backtrace_pcinfo(symbols, addresses_[k], keep_own, ignore, &found);
    return found;
}

int line_now() {
    static Trace now;
    now.capture();
    return now.line();
}

}  // namespace coach
