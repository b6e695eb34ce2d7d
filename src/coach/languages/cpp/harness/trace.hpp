// Where in the candidate's file something happened.
#pragma once
#include <cstdint>

namespace coach {

// The innermost calls. It needs no memory: what is traced may be the lack of it.
class Trace {
public:
    void capture();
    // The first line of the candidate's file among them, or 0.
    int line() const;

private:
    friend struct Walk;
    static constexpr int MOST = 32;
    std::uintptr_t addresses_[MOST];
    int count_ = 0;
};

int line_now();

}  // namespace coach
