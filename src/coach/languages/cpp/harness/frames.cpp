#include "frames.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <unistd.h>

namespace coach {

namespace {

constexpr int REQUESTS = 3, ANSWERS = 4;

void put(char* at, std::uint32_t number) {
    for (int shift = 24; shift >= 0; shift -= 8) *at++ = static_cast<char>(number >> shift);
}

void take(char* into, std::size_t left) {
    while (left > 0) {
        auto got = read(REQUESTS, into, left);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) _exit(0);
        into += got;
        left -= got;
    }
}

void give(std::string_view bytes) {
    while (!bytes.empty()) {
        auto written = write(ANSWERS, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) _exit(1);
        bytes.remove_prefix(written);
    }
}

}  // namespace

std::string receive() {
    unsigned char head[4];
    take(reinterpret_cast<char*>(head), sizeof head);
    std::string body(head[0] << 24 | head[1] << 16 | head[2] << 8 | head[3], '\0');
    take(body.data(), body.size());
    return body;
}

void send(char letter, std::string_view body) {
    char head[5];
    put(head, body.size());
    head[4] = letter;
    give({head, sizeof head});
    give(body);
}

ErrorBody::ErrorBody(int line, std::string_view message) {
    auto length = std::min(message.size(), LONGEST);
    put(bytes_, line);
    std::memcpy(bytes_ + 4, message.data(), length);
    size_ = 4 + length;
}

}  // namespace coach
