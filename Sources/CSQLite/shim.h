#include <sqlite3.h>

// sqlite3_config has a variable number of arguments, which Swift does not call.
static inline int p2c_sqlite_without_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}
