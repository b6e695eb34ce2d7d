#pragma once

namespace coach {

// Takes back all that `room` gave.
void empty_rooms();

}  // namespace coach
