// Copying texts into JSON strings.

#ifndef P2C_JSON_H
#define P2C_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

/// True when a JSON string must not hold the byte as it is: controls, quote and backslash.
static inline bool p2c_needs_json_escape(uint8_t byte) {
    return byte < 0x20 || byte == '"' || byte == '\\';
}

/// Copies a text up to the first byte that must be escaped in a JSON string, and returns how many
/// bytes stand before that; `count` when there is none.
///
/// `to` must have room for `count + 16` bytes, of which those behind the returned count are void.
/// `readable` says how many bytes may be read from `from`; it is at least `count`, and the copy is
/// fastest when it is 16 more.
static inline size_t p2c_copy_json(
    uint8_t *to, const uint8_t *from, size_t count, size_t readable) {
    size_t done = 0;
#if defined(__x86_64__)
    const __m128i quotes = _mm_set1_epi8('"');
    const __m128i backslashes = _mm_set1_epi8('\\');
    const __m128i highest_control = _mm_set1_epi8(0x1F);
    while (done < count && readable - done >= 16) {
        const __m128i part = _mm_loadu_si128((const __m128i *)(from + done));
        _mm_storeu_si128((__m128i *)(to + done), part);
        const __m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(part, highest_control), part);
        const __m128i found = _mm_or_si128(
            controls,
            _mm_or_si128(_mm_cmpeq_epi8(part, quotes), _mm_cmpeq_epi8(part, backslashes)));
        unsigned mask = (unsigned)_mm_movemask_epi8(found);
        if (count - done < 16) mask &= (1u << (count - done)) - 1;
        if (mask != 0) return done + (size_t)__builtin_ctz(mask);
        done += 16;
    }
#endif
    for (; done < count; done++) {
        if (p2c_needs_json_escape(from[done])) return done;
        to[done] = from[done];
    }
    return count;
}

#endif
