// strverscmp is declared for _GNU_SOURCE only.
#define _GNU_SOURCE

#include "CSystem.h"

int p2c_compare_names(const char *one, const char *other) { return strverscmp(one, other); }
