// What Swift cannot do, or cannot do as fast: the byte scanner with its SIMD forms, and system
// calls that Glibc hides from Swift.

#ifndef P2C_SYSTEM_H
#define P2C_SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "json.h"

#if defined(__x86_64__)
#include <emmintrin.h>
#endif

/// The room that `p2c_scan` needs in its index beyond one entry a byte: it stores in groups.
#define P2C_SCAN_SLACK 64

/// Finds the bytes that mean something in delimited text: delimiter, qualifier, CR, LF and NUL.
///
/// Writes the offset of each, plus `first`, to `index` in ascending order and returns how many
/// there are. `index` must have room for `count + P2C_SCAN_SLACK` entries. Sets `*has_non_ascii`
/// when any byte is 0x80 or above, and never clears it. Reads nothing outside `bytes[0..<count]`.
uint32_t p2c_scan(
    const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter, uint8_t qualifier,
    uint32_t *index, bool *has_non_ascii);

/// The forms of `p2c_scan`, for tests and benchmarks that must compare them.
typedef enum {
    P2C_SCAN_PORTABLE = 0,
    P2C_SCAN_SSE2 = 1,
    P2C_SCAN_AVX2 = 2,
} p2c_scan_form;

/// True when this machine can run the form.
bool p2c_scan_form_runs(p2c_scan_form form);

/// `p2c_scan` in the given form, which must run on this machine.
uint32_t p2c_scan_in_form(
    p2c_scan_form form, const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter,
    uint8_t qualifier, uint32_t *index, bool *has_non_ascii);

/// Where the first ill-formed UTF-8 sequence begins; `count` when all is well-formed. A sequence
/// that the end cuts off is ill-formed.
size_t p2c_utf8_first_bad(const uint8_t *bytes, size_t count);

/// How many bytes at the start of XML text hold nothing that needs a second look: no control
/// character but tab, LF and CR, no byte 0xEF (with which U+FFFE begins), no `&` and no `!`.
size_t p2c_xml_plain(const uint8_t *bytes, size_t count);

/// Renames as `renameat` does, but never replaces what is there. Returns 0, or the error number:
/// EEXIST when something has the name, EINVAL or ENOSYS where the file system cannot promise it.
int p2c_rename_noreplace(
    int from_folder, const char *from_name, int to_folder, const char *to_name);

/// Compares two names with the numbers in them as numbers: 2 comes before 10. Below zero where the
/// first one comes first.
int p2c_compare_names(const char *one, const char *other);

/// True when the byte forces a value into quotes.
static inline bool p2c_is_special(uint8_t byte, uint8_t delimiter, uint8_t qualifier) {
    return byte == delimiter || byte == qualifier || byte == '\r' || byte == '\n';
}

/// Copies a value for the writer of delimited text, and returns whether it may stay without quotes:
/// it holds no delimiter, qualifier, CR or LF. When it returns false, what it copied is void.
///
/// `to` must have room for `count + 16` bytes. `readable` says how many bytes may be read from
/// `from`; it is at least `count`, and the copy is fastest when it is 16 more.
static inline bool p2c_copy_plain(
    uint8_t *to, const uint8_t *from, size_t count, size_t readable, uint8_t delimiter,
    uint8_t qualifier) {
    size_t done = 0;
#if defined(__x86_64__)
    const __m128i delimiters = _mm_set1_epi8((char)delimiter);
    const __m128i qualifiers = _mm_set1_epi8((char)qualifier);
    const __m128i returns = _mm_set1_epi8('\r');
    const __m128i feeds = _mm_set1_epi8('\n');
    while (done < count && readable - done >= 16) {
        const __m128i part = _mm_loadu_si128((const __m128i *)(from + done));
        _mm_storeu_si128((__m128i *)(to + done), part);
        const __m128i found = _mm_or_si128(
            _mm_or_si128(_mm_cmpeq_epi8(part, delimiters), _mm_cmpeq_epi8(part, qualifiers)),
            _mm_or_si128(_mm_cmpeq_epi8(part, returns), _mm_cmpeq_epi8(part, feeds)));
        unsigned mask = (unsigned)_mm_movemask_epi8(found);
        if (count - done < 16) mask &= (1u << (count - done)) - 1;
        if (mask != 0) return false;
        done += 16;
    }
#endif
    for (; done < count; done++) {
        if (p2c_is_special(from[done], delimiter, qualifier)) return false;
        to[done] = from[done];
    }
    return true;
}

#endif
