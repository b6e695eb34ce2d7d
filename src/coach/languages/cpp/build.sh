#!/bin/sh
# Builds what every solution has in common: the prelude, and the program that loads a solution.
set -eu
cd /opt/coach/languages/cpp
for source in failure frames hooks nodes run signals standard trace values; do
    g++ @flags.txt -fvisibility=default -c "harness/$source.cpp" -o "/tmp/$source.o"
done
g++ -rdynamic /tmp/*.o -lbacktrace -o run
g++ @flags.txt -x c++-header prelude.hpp -o prelude.hpp.gch
# Without its source, a prelude that does not fit is an error, and never parsed anew with each solution.
rm /tmp/*.o prelude.hpp
