#include "CSystem.h"

// The length of the well-formed sequence at `bytes`, whose first byte is not ASCII; 0 when it is
// ill-formed. The ranges are those of table 3-7 of the Unicode standard.
static size_t sequence_length(const uint8_t *bytes, size_t count) {
    const uint8_t lead = bytes[0];
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (count < length) return 0;
    uint8_t lowest = 0x80, highest = 0xBF;
    if (lead == 0xE0) lowest = 0xA0;
    if (lead == 0xED) highest = 0x9F;
    if (lead == 0xF0) lowest = 0x90;
    if (lead == 0xF4) highest = 0x8F;
    if (bytes[1] < lowest || bytes[1] > highest) return 0;
    for (size_t at = 2; at < length; at++) {
        if ((bytes[at] & 0xC0) != 0x80) return 0;
    }
    return length;
}

size_t p2c_utf8_first_bad(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    while (at < count) {
        // Most text is ASCII for long stretches: look at 32 bytes at once.
        while (count - at >= 32) {
            uint64_t words[4];
            memcpy(words, bytes + at, 32);
            if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080ull) != 0) break;
            at += 32;
        }
        const size_t stop = count - at < 32 ? count : at + 32;
        while (at < stop && bytes[at] < 0x80) at++;
        if (at == stop) continue;
        const size_t length = sequence_length(bytes + at, count - at);
        if (length == 0) return at;
        at += length;
    }
    return count;
}
