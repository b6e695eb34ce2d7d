// The special functions of mathematics, which the prelude leaves out.
#define _GLIBCXX_USE_STD_SPEC_FUNCS 1
#include <bits/specfun.h>
