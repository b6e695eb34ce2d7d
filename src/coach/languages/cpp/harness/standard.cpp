#define COACH_HOLDS_THEM
#include "../prelude.hpp"
