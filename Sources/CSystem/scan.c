// The scanner's three forms. All look at 64 bytes at a time (the portable one at 1), make one bit a
// byte that is special, and turn the bits into offsets.

#include "CSystem.h"

static uint32_t scan_portable(
    const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter, uint8_t qualifier,
    uint32_t *index, bool *has_non_ascii) {
    uint32_t found = 0;
    uint8_t all = 0;
    for (size_t at = 0; at < count; at++) {
        const uint8_t byte = bytes[at];
        all |= byte;
        if (p2c_is_special(byte, delimiter, qualifier) || byte == 0) {
            index[found++] = first + (uint32_t)at;
        }
    }
    if (all >= 0x80) *has_non_ascii = true;
    return found;
}

#if defined(__x86_64__)

#include <immintrin.h>

// Stores the offsets of the mask's bits in groups of eight, past the last one if need be: a loop
// that stops exactly would mispredict its end at every 64 bytes.
#define STORE_OFFSETS(mask, base, index, found)                                    \
    do {                                                                           \
        uint64_t bits = (mask);                                                    \
        const uint32_t bits_count = (uint32_t)__builtin_popcountll(bits);          \
        uint32_t *to = (index) + (found);                                          \
        for (uint32_t stored = 0; stored < bits_count; stored += 8, to += 8) {     \
            for (int each = 0; each < 8; each++) {                                 \
                to[each] = (base) + (uint32_t)__builtin_ctzll(bits | 1ull << 63);  \
                bits &= bits - 1;                                                  \
            }                                                                      \
        }                                                                          \
        (found) += bits_count;                                                     \
    } while (0)

static inline uint64_t valid_bits(size_t count) {
    return count >= 64 ? ~0ull : (1ull << count) - 1;
}

// The block at `at`, from `spare` when fewer than 64 bytes are left: nothing is read behind the
// end.
static inline const uint8_t *block_at(
    const uint8_t *bytes, size_t count, size_t at, uint8_t spare[64]) {
    if (count - at >= 64) return bytes + at;
    memset(spare, ' ', 64);
    memcpy(spare, bytes + at, count - at);
    return spare;
}

static uint32_t scan_sse2(
    const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter, uint8_t qualifier,
    uint32_t *index, bool *has_non_ascii) {
    const __m128i delimiters = _mm_set1_epi8((char)delimiter);
    const __m128i qualifiers = _mm_set1_epi8((char)qualifier);
    const __m128i returns = _mm_set1_epi8('\r');
    const __m128i feeds = _mm_set1_epi8('\n');
    const __m128i zeros = _mm_setzero_si128();
    __m128i all = zeros;
    uint8_t spare[64];
    uint32_t found = 0;
    for (size_t at = 0; at < count; at += 64) {
        const uint8_t *block = block_at(bytes, count, at, spare);
        uint64_t mask = 0;
        for (int part = 0; part < 4; part++) {
            const __m128i value = _mm_loadu_si128((const __m128i *)(block + part * 16));
            all = _mm_or_si128(all, value);
            __m128i hits = _mm_cmpeq_epi8(value, delimiters);
            hits = _mm_or_si128(hits, _mm_cmpeq_epi8(value, qualifiers));
            hits = _mm_or_si128(hits, _mm_cmpeq_epi8(value, returns));
            hits = _mm_or_si128(hits, _mm_cmpeq_epi8(value, feeds));
            hits = _mm_or_si128(hits, _mm_cmpeq_epi8(value, zeros));
            mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hits) << (part * 16);
        }
        mask &= valid_bits(count - at);
        STORE_OFFSETS(mask, first + (uint32_t)at, index, found);
    }
    if (_mm_movemask_epi8(all) != 0) *has_non_ascii = true;
    return found;
}

__attribute__((target("avx2,bmi,popcnt"))) static uint32_t scan_avx2(
    const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter, uint8_t qualifier,
    uint32_t *index, bool *has_non_ascii) {
    const __m256i delimiters = _mm256_set1_epi8((char)delimiter);
    const __m256i qualifiers = _mm256_set1_epi8((char)qualifier);
    const __m256i returns = _mm256_set1_epi8('\r');
    const __m256i feeds = _mm256_set1_epi8('\n');
    const __m256i zeros = _mm256_setzero_si256();
    __m256i all = zeros;
    uint8_t spare[64];
    uint32_t found = 0;
    for (size_t at = 0; at < count; at += 64) {
        const uint8_t *block = block_at(bytes, count, at, spare);
        uint64_t mask = 0;
        for (int part = 0; part < 2; part++) {
            const __m256i value = _mm256_loadu_si256((const __m256i *)(block + part * 32));
            all = _mm256_or_si256(all, value);
            __m256i hits = _mm256_cmpeq_epi8(value, delimiters);
            hits = _mm256_or_si256(hits, _mm256_cmpeq_epi8(value, qualifiers));
            hits = _mm256_or_si256(hits, _mm256_cmpeq_epi8(value, returns));
            hits = _mm256_or_si256(hits, _mm256_cmpeq_epi8(value, feeds));
            hits = _mm256_or_si256(hits, _mm256_cmpeq_epi8(value, zeros));
            mask |= (uint64_t)(uint32_t)_mm256_movemask_epi8(hits) << (part * 32);
        }
        mask &= valid_bits(count - at);
        STORE_OFFSETS(mask, first + (uint32_t)at, index, found);
    }
    if (_mm256_movemask_epi8(all) != 0) *has_non_ascii = true;
    return found;
}

static bool has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
        && __builtin_cpu_supports("popcnt");
}

#endif

bool p2c_scan_form_runs(p2c_scan_form form) {
#if defined(__x86_64__)
    return form != P2C_SCAN_AVX2 || has_avx2();
#else
    return form == P2C_SCAN_PORTABLE;
#endif
}

uint32_t p2c_scan_in_form(
    p2c_scan_form form, const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter,
    uint8_t qualifier, uint32_t *index, bool *has_non_ascii) {
#if defined(__x86_64__)
    if (form == P2C_SCAN_AVX2) {
        return scan_avx2(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
    }
    if (form == P2C_SCAN_SSE2) {
        return scan_sse2(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
    }
#endif
    return scan_portable(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
}

uint32_t p2c_scan(
    const uint8_t *bytes, size_t count, uint32_t first, uint8_t delimiter, uint8_t qualifier,
    uint32_t *index, bool *has_non_ascii) {
#if defined(__x86_64__)
    if (has_avx2()) {
        return scan_avx2(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
    }
    return scan_sse2(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
#else
    return scan_portable(bytes, count, first, delimiter, qualifier, index, has_non_ascii);
#endif
}
