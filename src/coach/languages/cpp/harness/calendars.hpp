#define COACH_CALENDARS
#include <chrono>
