// The search that every byte of an XML file goes through, and that finds something rarely.

#include "CSystem.h"

#define BLOCK 64

static inline uint8_t is_of_interest(uint8_t byte) {
    const uint8_t is_control = byte < 0x20;
    const uint8_t is_blank = (byte == '\t') | (byte == '\n') | (byte == '\r');
    return (is_control ^ is_blank) | (byte == 0xEF) | (byte == '&') | (byte == '!');
}

size_t p2c_xml_plain(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    while (count - at >= BLOCK) {
        // Without branches, so that the compiler looks at many bytes at once.
        uint8_t found = 0;
        for (size_t each = 0; each < BLOCK; each++) found |= is_of_interest(bytes[at + each]);
        if (found) break;
        at += BLOCK;
    }
    while (at < count && !is_of_interest(bytes[at])) at++;
    return at;
}
