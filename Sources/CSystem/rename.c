// renameat2 and its flags are declared for _GNU_SOURCE only.
#define _GNU_SOURCE

#include "CSystem.h"

#include <errno.h>
#include <stdio.h>

int p2c_rename_noreplace(
    int from_folder, const char *from_name, int to_folder, const char *to_name) {
    if (renameat2(from_folder, from_name, to_folder, to_name, RENAME_NOREPLACE) == 0) return 0;
    return errno;
}
