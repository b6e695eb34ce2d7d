// What is compiled for a whole program: its `main` need not be visible outside, but its address.
#include "solution.cpp"

extern "C" __attribute__((visibility("default"))) const auto coach_main = &main;
