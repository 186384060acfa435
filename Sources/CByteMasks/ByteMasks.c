#include "CByteMasks.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/// For 64 bytes, one bit a byte: delimiter or line feed; line feed; carriage return; quote or NUL; outside ASCII.
typedef struct {
    uint64_t separator, lineFeed, carriageReturn, hard, high;
} Masks;

#define INLINE static inline __attribute__((always_inline))

/// The scan over whole blocks, written once for every way of making masks.
#define SCAN(NAME, ATTRIBUTES, MASKS)                                                                                  \
    ATTRIBUTES static CByteMasksScan NAME(                                                                             \
        const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *separators, uint32_t *lineFeeds) {            \
        CByteMasksScan result = {0, 0, count, 0, 0};                                                                   \
        uint32_t *nextSeparator = separators;                                                                          \
        uint32_t *nextLineFeed = lineFeeds;                                                                            \
        uint64_t high = 0;                                                                                             \
        for (size_t offset = 0; offset < count; offset += 64) {                                                        \
            Masks masks = MASKS(bytes + offset, delimiter);                                                            \
            uint64_t inside = count - offset >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (count - offset)) - 1;             \
            /* A carriage return is harmless before a line feed; the byte after the block decides for its last. */     \
            uint64_t followed = masks.lineFeed >> 1                                                                    \
                | (offset + 64 < count && bytes[offset + 64] == '\n' ? (uint64_t)1 << 63 : 0);                         \
            uint64_t care = (masks.hard | (masks.carriageReturn & ~followed)) & inside;                                \
            if (care) {                                                                                                \
                unsigned at = (unsigned)__builtin_ctzll(care);                                                         \
                inside &= at ? ((uint64_t)1 << at) - 1 : 0;                                                            \
                result.scannedCount = offset + at;                                                                     \
                result.needsCare = 1;                                                                                  \
            }                                                                                                          \
            high |= masks.high & inside;                                                                               \
            uint64_t left = masks.separator & inside;                                                                  \
            uint64_t feeds = masks.lineFeed & inside;                                                                  \
            while (feeds) {                                                                                            \
                uint64_t below = (feeds & -feeds) - 1;                                                                 \
                *nextLineFeed++ = (uint32_t)(nextSeparator - separators)                                               \
                    + (uint32_t)__builtin_popcountll(left & below);                                                    \
                feeds &= feeds - 1;                                                                                    \
            }                                                                                                          \
            unsigned found = (unsigned)__builtin_popcountll(left);                                                     \
            uint32_t base = (uint32_t)offset;                                                                          \
            uint32_t *write = nextSeparator;                                                                           \
            /* Eight at a time without a branch on the exact number; what is written too much is overwritten. */       \
            while (left) {                                                                                             \
                for (int i = 0; i < 8; i++) {                                                                          \
                    write[i] = base + (uint32_t)(left ? __builtin_ctzll(left) : 0);                                    \
                    left &= left - 1;                                                                                  \
                }                                                                                                      \
                write += 8;                                                                                            \
            }                                                                                                          \
            nextSeparator += found;                                                                                    \
            if (care) break;                                                                                           \
        }                                                                                                              \
        result.separatorCount = (size_t)(nextSeparator - separators);                                                  \
        result.lineFeedCount = (size_t)(nextLineFeed - lineFeeds);                                                     \
        result.hasHighBytes = high != 0;                                                                               \
        return result;                                                                                                 \
    }

#if defined(__x86_64__)

INLINE Masks masksSSE2(const uint8_t *bytes, uint8_t delimiter) {
    const __m128i delimiters = _mm_set1_epi8((char)delimiter), feeds = _mm_set1_epi8('\n');
    const __m128i returns = _mm_set1_epi8('\r'), quotes = _mm_set1_epi8('"'), nul = _mm_setzero_si128();
    Masks masks = {0, 0, 0, 0, 0};
    for (int part = 0; part < 4; part++) {
        __m128i text = _mm_loadu_si128((const __m128i *)(bytes + part * 16));
        __m128i feed = _mm_cmpeq_epi8(text, feeds);
        uint64_t separator = (uint16_t)_mm_movemask_epi8(_mm_or_si128(feed, _mm_cmpeq_epi8(text, delimiters)));
        uint64_t hard = (uint16_t)_mm_movemask_epi8(
            _mm_or_si128(_mm_cmpeq_epi8(text, quotes), _mm_cmpeq_epi8(text, nul)));
        masks.separator |= separator << (part * 16);
        masks.lineFeed |= (uint64_t)(uint16_t)_mm_movemask_epi8(feed) << (part * 16);
        masks.carriageReturn |= (uint64_t)(uint16_t)_mm_movemask_epi8(_mm_cmpeq_epi8(text, returns)) << (part * 16);
        masks.hard |= hard << (part * 16);
        masks.high |= (uint64_t)(uint16_t)_mm_movemask_epi8(text) << (part * 16);
    }
    return masks;
}
SCAN(scanSSE2, , masksSSE2)

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))

AVX2 INLINE Masks masksAVX2(const uint8_t *bytes, uint8_t delimiter) {
    const __m256i delimiters = _mm256_set1_epi8((char)delimiter), feeds = _mm256_set1_epi8('\n');
    const __m256i returns = _mm256_set1_epi8('\r'), quotes = _mm256_set1_epi8('"'), nul = _mm256_setzero_si256();
    Masks masks = {0, 0, 0, 0, 0};
    for (int part = 0; part < 2; part++) {
        __m256i text = _mm256_loadu_si256((const __m256i *)(bytes + part * 32));
        __m256i feed = _mm256_cmpeq_epi8(text, feeds);
        uint64_t separator = (uint32_t)_mm256_movemask_epi8(
            _mm256_or_si256(feed, _mm256_cmpeq_epi8(text, delimiters)));
        uint64_t hard = (uint32_t)_mm256_movemask_epi8(
            _mm256_or_si256(_mm256_cmpeq_epi8(text, quotes), _mm256_cmpeq_epi8(text, nul)));
        masks.separator |= separator << (part * 32);
        masks.lineFeed |= (uint64_t)(uint32_t)_mm256_movemask_epi8(feed) << (part * 32);
        masks.carriageReturn |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(text, returns))
            << (part * 32);
        masks.hard |= hard << (part * 32);
        masks.high |= (uint64_t)(uint32_t)_mm256_movemask_epi8(text) << (part * 32);
    }
    return masks;
}
SCAN(scanAVX2, AVX2, masksAVX2)

static int hasAVX2(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi");
}

CByteMasksScan cByteMasksScan(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *separators, uint32_t *lineFeeds) {
    return hasAVX2() ? scanAVX2(bytes, count, delimiter, separators, lineFeeds)
                     : scanSSE2(bytes, count, delimiter, separators, lineFeeds);
}

const char *cByteMasksInstructions(void) { return hasAVX2() ? "avx2" : "sse2"; }

#else

#if defined(__aarch64__)

/// One bit a byte of sixteen comparison bytes.
INLINE uint64_t bits(uint8x16_t comparison) {
    const uint8x16_t weights = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t weighted = vandq_u8(comparison, weights);
    return (uint64_t)vaddv_u8(vget_low_u8(weighted)) | (uint64_t)vaddv_u8(vget_high_u8(weighted)) << 8;
}

INLINE Masks makeMasks(const uint8_t *bytes, uint8_t delimiter) {
    Masks masks = {0, 0, 0, 0, 0};
    for (int part = 0; part < 4; part++) {
        uint8x16_t text = vld1q_u8(bytes + part * 16);
        uint8x16_t feed = vceqq_u8(text, vdupq_n_u8('\n'));
        masks.separator |= bits(vorrq_u8(feed, vceqq_u8(text, vdupq_n_u8(delimiter)))) << (part * 16);
        masks.lineFeed |= bits(feed) << (part * 16);
        masks.carriageReturn |= bits(vceqq_u8(text, vdupq_n_u8('\r'))) << (part * 16);
        masks.hard |= bits(vorrq_u8(vceqq_u8(text, vdupq_n_u8('"')), vceqq_u8(text, vdupq_n_u8(0)))) << (part * 16);
        masks.high |= bits(vcgeq_u8(text, vdupq_n_u8(0x80))) << (part * 16);
    }
    return masks;
}

const char *cByteMasksInstructions(void) { return "neon"; }

#else

INLINE Masks makeMasks(const uint8_t *bytes, uint8_t delimiter) {
    Masks masks = {0, 0, 0, 0, 0};
    for (int i = 0; i < 64; i++) {
        uint64_t bit = (uint64_t)1 << i;
        uint8_t byte = bytes[i];
        if (byte == delimiter || byte == '\n') masks.separator |= bit;
        if (byte == '\n') masks.lineFeed |= bit;
        if (byte == '\r') masks.carriageReturn |= bit;
        if (byte == '"' || byte == 0) masks.hard |= bit;
        if (byte >= 0x80) masks.high |= bit;
    }
    return masks;
}

const char *cByteMasksInstructions(void) { return "scalar"; }

#endif

SCAN(scanHere, , makeMasks)

CByteMasksScan cByteMasksScan(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *separators, uint32_t *lineFeeds) {
    return scanHere(bytes, count, delimiter, separators, lineFeeds);
}

#endif

int cByteMasksIsUTF8(const uint8_t *bytes, size_t count) {
    size_t i = 0;
    while (i < count) {
        if (count - i >= 8) {
            uint64_t word;
            memcpy(&word, bytes + i, 8);
            if (!(word & 0x8080808080808080u)) {
                i += 8;
                continue;
            }
        }
        uint8_t lead = bytes[i];
        if (lead < 0x80) {
            i++;
            continue;
        }
        size_t length;
        uint8_t low = 0x80, upper = 0xBF;
        if (lead >= 0xC2 && lead <= 0xDF) {
            length = 2;
        } else if (lead >= 0xE0 && lead <= 0xEF) {
            length = 3;
            if (lead == 0xE0) low = 0xA0;
            if (lead == 0xED) upper = 0x9F;
        } else if (lead >= 0xF0 && lead <= 0xF4) {
            length = 4;
            if (lead == 0xF0) low = 0x90;
            if (lead == 0xF4) upper = 0x8F;
        } else {
            return 0;
        }
        if (count - i < length || bytes[i + 1] < low || bytes[i + 1] > upper) return 0;
        for (size_t j = 2; j < length; j++) {
            if ((bytes[i + j] & 0xC0) != 0x80) return 0;
        }
        i += length;
    }
    return 1;
}
