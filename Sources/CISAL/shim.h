#ifndef P2C_ISAL_H
#define P2C_ISAL_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

// ISA-L's two state structs are some 85 kB each; imported into Swift they become tuples that cost
// the compiler seconds. Swift therefore sees memory of a given size, and one call for each step.

/// What one step took from the input and gave to the output.
typedef struct {
    uint32_t consumed;
    uint32_t produced;
    /// 1 when the stream has ended, 0 when it goes on, negative for a fault.
    int32_t state;
} P2CDeflateStep;

static inline size_t p2c_inflate_state_size(void) { return sizeof(struct inflate_state); }

static inline void p2c_inflate_begin(void *state) { isal_inflate_init((struct inflate_state *)state); }

/// A gzip member's header lies behind the state, since it may come in pieces: `isal_inflate` reads it
/// too, but forgets between two calls which parts of it are still to come.
static inline struct isal_gzip_header *p2c_gzip_header(void *state) {
    return (struct isal_gzip_header *)((uint8_t *)state + sizeof(struct inflate_state));
}

static inline size_t p2c_gunzip_state_size(void) {
    return sizeof(struct inflate_state) + sizeof(struct isal_gzip_header);
}

/// For a gzip member: its header and its trailer are read and verified along with the content.
static inline void p2c_gunzip_begin(void *state) {
    isal_inflate_init((struct inflate_state *)state);
    isal_gzip_header_init(p2c_gzip_header(state));
    // Until the header has been read.
    ((struct inflate_state *)state)->crc_flag = ISAL_GZIP;
}

static inline P2CDeflateStep p2c_inflate(
    void *state, const uint8_t *input, uint32_t inputCount, uint8_t *output, uint32_t outputCount) {
    struct inflate_state *stream = (struct inflate_state *)state;
    stream->next_in = (uint8_t *)input;
    stream->avail_in = inputCount;
    stream->next_out = output;
    stream->avail_out = outputCount;
    int result = isal_inflate(stream);
    P2CDeflateStep step = {inputCount - stream->avail_in, outputCount - stream->avail_out, 0};
    if (result < 0 || result == ISAL_NEED_DICT) {
        step.state = result < 0 ? result : -ISAL_NEED_DICT;
    } else if (stream->block_state == ISAL_BLOCK_FINISH) {
        step.state = 1;
    }
    return step;
}

/// The same for a gzip member.
static inline P2CDeflateStep p2c_gunzip(
    void *state, const uint8_t *input, uint32_t inputCount, uint8_t *output, uint32_t outputCount) {
    struct inflate_state *stream = (struct inflate_state *)state;
    uint32_t consumed = 0;
    if (stream->crc_flag == ISAL_GZIP) {
        stream->next_in = (uint8_t *)input;
        stream->avail_in = inputCount;
        int result = isal_read_gzip_header(stream, p2c_gzip_header(state));
        consumed = inputCount - stream->avail_in;
        if (result != ISAL_DECOMP_OK) {
            P2CDeflateStep step = {consumed, 0, 0};
            if (result != ISAL_END_INPUT) step.state = result < 0 ? result : ISAL_INVALID_WRAPPER;
            return step;
        }
        stream->crc_flag = ISAL_GZIP_NO_HDR_VER;
    }
    P2CDeflateStep step =
        p2c_inflate(state, input + consumed, inputCount - consumed, output, outputCount);
    step.consumed += consumed;
    return step;
}

static inline size_t p2c_deflate_state_size(void) {
    return sizeof(struct isal_zstream) + ISAL_DEF_LVL1_DEFAULT;
}

/// Level 1: four times as fast as zlib's fastest, and smaller.
static inline void p2c_deflate_begin(void *state) {
    struct isal_zstream *stream = (struct isal_zstream *)state;
    // The same input gives the same bytes: nothing may depend on what the memory held before.
    memset(state, 0, p2c_deflate_state_size());
    isal_deflate_init(stream);
    stream->level = 1;
    stream->level_buf = (uint8_t *)state + sizeof(struct isal_zstream);
    stream->level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    stream->flush = NO_FLUSH;
    stream->gzip_flag = IGZIP_DEFLATE;
}

static inline P2CDeflateStep p2c_deflate(
    void *state, const uint8_t *input, uint32_t inputCount, uint8_t *output, uint32_t outputCount,
    int isLast) {
    struct isal_zstream *stream = (struct isal_zstream *)state;
    stream->next_in = (uint8_t *)input;
    stream->avail_in = inputCount;
    stream->next_out = output;
    stream->avail_out = outputCount;
    stream->end_of_stream = isLast ? 1 : 0;
    int result = isal_deflate(stream);
    P2CDeflateStep step = {inputCount - stream->avail_in, outputCount - stream->avail_out, 0};
    if (result < 0) {
        step.state = result;
    } else if (stream->internal_state.state == ZSTATE_END) {
        step.state = 1;
    }
    return step;
}

#endif
