// Memory for the nodes of lists and trees. A solution may delete some nodes, keep others and link in its own, so nobody
// could free them one by one: they get a place of their own, which `delete` leaves alone and which is emptied as a whole.
#include <cstdint>
#include <cstdlib>
#include <new>
#include <sys/mman.h>

#include "call.hpp"
#include "nodes.hpp"

namespace coach {

namespace {

constexpr std::size_t RESERVED = 512 << 20, STEP = 1 << 20, ALIGNED = alignof(std::max_align_t);

// Address space alone is not counted as memory.
void* reserve(void* wanted, std::size_t size, int fixed) {
    return mmap(wanted, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | fixed, -1, 0);
}

char* const base = static_cast<char*>(reserve(nullptr, RESERVED, 0));
std::size_t used = 0, usable = 0;

bool is_room(void* place) { return reinterpret_cast<std::uintptr_t>(place) - reinterpret_cast<std::uintptr_t>(base) < RESERVED; }

}  // namespace

void* room(std::size_t size) {
    auto next = used + (size + ALIGNED - 1) / ALIGNED * ALIGNED;
    if (next > usable) {
        if (usable == RESERVED || mprotect(base + usable, STEP, PROT_READ | PROT_WRITE) != 0) throw std::bad_alloc();
        usable += STEP;
    }
    void* place = base + used;
    used = next;
    return place;
}

void empty_rooms() {
    if (used > 0) reserve(base, usable, MAP_FIXED);
    used = usable = 0;
}

}  // namespace coach

void operator delete(void* place) noexcept {
    if (!coach::is_room(place)) std::free(place);
}

void operator delete(void* place, std::size_t) noexcept { operator delete(place); }
