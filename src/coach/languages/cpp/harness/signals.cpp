// Crashes that the processor or the runtime libraries find.
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <dlfcn.h>
#include <exception>
#include <string>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>

#include "failure.hpp"
#include "trace.hpp"

namespace coach {

namespace {

using Address = std::uintptr_t;

// What a stack that is full cannot hold.
alignas(16) char handler_stack[256 << 10];
Address stack_end = 0;

// Why the C library aborts, kept where debuggers look for it.
struct LastWords {
    unsigned size;
    char text[1];
};
LastWords** last_words = nullptr;

Address stack_pointer(const void* context) {
    auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
    return machine.gregs[REG_RSP];
#else
    return machine.sp;
#endif
}

bool is_stack_overflow(Address address, Address pointer) {
    constexpr Address NEAR = 256 << 10, FAR = 64 << 20;
    auto is_near = [](Address place) { return place < stack_end + NEAR && place > stack_end - FAR; };
    return is_near(pointer) || is_near(address);
}

const char* text_of(int number, const siginfo_t& info, const void* context) {
    auto address = reinterpret_cast<Address>(info.si_addr);
    switch (number) {
        case SIGFPE: return "integer division by zero";
        case SIGABRT: return last_words && *last_words ? (*last_words)->text : "aborted";
        case SIGILL: return "illegal instruction";
        case SIGTRAP: return "trapped";
    }
    if (is_stack_overflow(address, stack_pointer(context))) return "stack overflow: recursed too deeply";
    return address < 4096 ? "segmentation fault (null pointer)" : "segmentation fault";
}

// Then a null pointer is what `malloc` gave.
bool is_memory_used_up() {
    constexpr std::size_t ENOUGH = 1 << 20;
    void* more = mmap(nullptr, ENOUGH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (more != MAP_FAILED) munmap(more, ENOUGH);
    return more == MAP_FAILED;
}

void on_signal(int number, siginfo_t* info, void* context) {
    if (number == SIGSEGV && is_memory_used_up()) run_out_of_memory();
    crash(text_of(number, *info, context), line_now());
}

void on_terminate() {
    std::set_terminate([] { crash("std::terminate", 0); });
    if (!std::current_exception()) crash("std::terminate", line_now());
    if (is_out_of_memory()) run_out_of_memory();
    // Of a whole program, no exception is caught.
    std::string prefix = audience == Audience::TERMINAL ? "" : "not caught: ";
    crash((prefix + exception_text()).c_str(), exception_line());
}

}  // namespace

void watch_for_crashes() {
    last_words = static_cast<LastWords**>(dlsym(RTLD_DEFAULT, "__abort_msg"));
    rlimit stack;
    getrlimit(RLIMIT_STACK, &stack);
    stack_end = reinterpret_cast<Address>(__builtin_frame_address(0)) - stack.rlim_cur;

    stack_t other{};
    other.ss_sp = handler_stack;
    other.ss_size = sizeof handler_stack;
    sigaltstack(&other, nullptr);
    struct sigaction action{};
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    for (int number : {SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGTRAP}) sigaction(number, &action, nullptr);
    std::set_terminate(on_terminate);
}

}  // namespace coach
