// The two descriptors between the harness and its supervisor.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace coach {

// The next request; ends the process when there is none.
std::string receive();

void send(char letter, std::string_view body);

// The body of an error, without memory of its own: what crashed may have none left.
class ErrorBody {
public:
    ErrorBody(int line, std::string_view message);
    std::string_view bytes() const { return {bytes_, size_}; }

private:
    static constexpr std::size_t LONGEST = 500;
    char bytes_[4 + LONGEST];
    std::size_t size_;
};

}  // namespace coach
