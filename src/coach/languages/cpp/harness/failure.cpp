#include "failure.hpp"

#include <cstdio>
#include <cstdlib>
#include <cxxabi.h>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>
#include <typeinfo>
#include <unistd.h>

#include "call.hpp"
#include "frames.hpp"

namespace coach {

Audience audience = Audience::LOADING;

namespace {

// A type's name without the versions that the library puts into it.
std::string readable(const std::type_info& type) {
    int status = 0;
    char* plain = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
    std::string text = plain ? plain : type.name();
    std::free(plain);
    constexpr std::string_view VERSION = "__cxx11::";
    for (auto at = text.find(VERSION); at != text.npos; at = text.find(VERSION)) text.erase(at, VERSION.size());
    return text;
}

}  // namespace

std::string exception_text() {
    try {
        throw;
    } catch (const Unsuitable& value) {
        return value.text;
    } catch (const std::exception& error) {
        return readable(typeid(error)) + ": " + error.what();
    } catch (const std::string& text) {
        return "threw \"" + text + '"';
    } catch (const char* text) {
        return std::string("threw \"") + text + '"';
    } catch (int number) {
        return "threw " + std::to_string(number);
    } catch (...) {
        auto type = abi::__cxa_current_exception_type();
        return "threw " + (type ? readable(*type) : "an exception of another language");
    }
}

bool is_out_of_memory() {
    auto type = abi::__cxa_current_exception_type();
    return type && *type == typeid(std::bad_alloc);
}

void flush_prints() {
    std::cout.flush();
    std::cerr.flush();
    std::clog.flush();
    // Whoever crashed may have held its lock.
    fflush_unlocked(stdout);
}

void crash(const char* message, int line) {
    flush_prints();
    if (audience == Audience::TERMINAL) {
        dprintf(STDERR_FILENO, "runtime error: %s\n", message);
        if (line) dprintf(STDERR_FILENO, "    at solution.cpp:%d\n", line);
    } else {
        send(audience == Audience::LOADING ? 'L' : 'X', ErrorBody(line, message).bytes());
    }
    _exit(1);
}

void run_out_of_memory() {
    if (audience != Audience::CASES) crash("out of memory", 0);
    flush_prints();
    send('N', "");
    _exit(1);
}

}  // namespace coach
