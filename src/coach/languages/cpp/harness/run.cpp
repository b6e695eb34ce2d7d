// The program that runs a solution, which is a library: case after case, or as a whole program.
#include <algorithm>
#include <climits>
#include <cstdlib>
#include <ctime>
#include <cxxabi.h>
#include <dlfcn.h>
#include <pthread.h>
#include <string_view>

#include "call.hpp"
#include "failure.hpp"
#include "frames.hpp"
#include "nodes.hpp"

namespace coach {

namespace {

// So many repeats in any case; more of them only while all together are short.
constexpr unsigned SURE_REPEATS = 3;
constexpr double SHORT_SECONDS = 0.05;
constexpr double TICKS_SECONDS = 0.02;
// A thread's stack counts as memory, and would be as large as the main one's.
constexpr std::size_t THREAD_STACK = 4 << 20;

using Solve = void (*)(Call&);
using Main = int (*)(int, char**, char**);

double read(clockid_t clock) {
    timespec now;
    clock_gettime(clock, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

// Of this thread, and of all once others have worked: under a CPU limit the kernel counts a process in ticks of some
// milliseconds, a thread exactly.
double cpu_seconds() {
    auto alone = read(CLOCK_THREAD_CPUTIME_ID);
    auto together = read(CLOCK_PROCESS_CPUTIME_ID);
    return together > alone + TICKS_SECONDS ? together : alone;
}

// What reading the clock adds to a time: a call of a class-style solution may take less than that.
double clock_seconds() {
    double least = 1;
    for (int k = 0; k < 20; ++k) {
        auto began = cpu_seconds();
        least = std::min(least, cpu_seconds() - began);
    }
    return least;
}

const double clock_cost = clock_seconds();

// "/box/solution.so: undefined symbol: _Z4helpi" → "help(int) is not defined".
std::string why_not_loaded(std::string_view said) {
    constexpr std::string_view UNDEFINED = "undefined symbol: ";
    auto at = said.find(UNDEFINED);
    if (at == said.npos) return "cannot be loaded: " + std::string(said.substr(said.find(' ') + 1));
    std::string name(said.substr(at + UNDEFINED.size()));
    int status = 0;
    auto plain = abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status);
    return (plain ? plain : name) + " is not defined";
}

void* found_in_solution(const char* name) {
    char path[PATH_MAX];
    if (!realpath("solution.so", path)) crash("there is no compiled solution", 0);
    void* library = dlopen(path, RTLD_NOW);
    void* found = library ? dlsym(library, name) : nullptr;
    if (!found) crash(why_not_loaded(dlerror()).c_str(), 0);
    return found;
}

// The CPU seconds of the quickest call, and the result of the last.
std::string repeated(Solve solve, const std::string& request) {
    auto began = cpu_seconds();
    Reader input(request.data());
    auto limit = input.real();
    auto repeats = input.count();
    double least = 0;
    std::string result;
    for (unsigned done = 0; done == 0 || done < repeats; ++done) {
        auto spent = cpu_seconds() - began;
        if (spent + 2 * least > limit || (done >= SURE_REPEATS && spent > SHORT_SECONDS)) break;
        empty_rooms();
        Call call(input);
        solve(call);
        least = done == 0 ? call.seconds() : std::min(least, call.seconds());
        result = call.result();
    }
    Writer answer;
    answer.real(least);
    return answer.bytes + result;
}

void answer(Solve solve, const std::string& request) {
    try {
        auto result = repeated(solve, request);
        flush_prints();
        send('R', result);
    } catch (...) {
        flush_prints();
        if (is_out_of_memory()) return send('M', "");
        auto line = exception_line();
        send('E', ErrorBody(line, exception_text()).bytes());
    }
}

[[noreturn]] void run_cases() {
    receive();
    auto solve = reinterpret_cast<Solve>(found_in_solution("coach_solve"));
    flush_prints();
    send('O', "");
    audience = Audience::CASES;
    for (;;) answer(solve, receive());
}

[[noreturn]] void run_program(int count, char** words, char** environment) {
    audience = Audience::TERMINAL;
    auto entry = *static_cast<const Main*>(found_in_solution("coach_main"));
    std::exit(entry(count - 1, words + 1, environment));
}

void set_thread_stacks() {
    pthread_attr_t usual;
    pthread_attr_init(&usual);
    pthread_attr_setstacksize(&usual, THREAD_STACK);
    pthread_setattr_default_np(&usual);
}

}  // namespace

void Call::start() { began_ = cpu_seconds(); }

void Call::stop() { seconds_ += std::max(0.0, cpu_seconds() - began_ - clock_cost); }

}  // namespace coach

int main(int count, char** words, char** environment) {
    coach::watch_for_crashes();
    coach::set_thread_stacks();
    if (count > 1 && std::string_view(words[1]) == "cases") coach::run_cases();
    coach::run_program(count, words, environment);
}
