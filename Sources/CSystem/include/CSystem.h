#ifndef P2C_SYSTEM_H
#define P2C_SYSTEM_H
#endif
