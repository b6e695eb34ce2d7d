// What goes wrong in the candidate's code, in readable words.
#pragma once
#include <string>

namespace coach {

// Who is told of a crash: the supervisor, while the solution is loaded or later, or the reader of standard error.
enum class Audience { LOADING, CASES, TERMINAL };
extern Audience audience;

void watch_for_crashes();

// Tells of a crash and ends the process.
[[noreturn]] void crash(const char* message, int line);

[[noreturn]] void run_out_of_memory();

// The exception that is being handled, and the line that threw it.
std::string exception_text();
int exception_line();
bool is_out_of_memory();

void flush_prints();

}  // namespace coach
