#ifndef C_BYTE_MASKS_H
#define C_BYTE_MASKS_H

#include <stddef.h>
#include <stdint.h>

/// What one scan found.
typedef struct {
    /// Separators (delimiters and line feeds) written to `separators`.
    size_t separatorCount;
    /// Line feeds written to `lineFeeds`.
    size_t lineFeedCount;
    /// Bytes scanned: all of them, or those before the first byte that needs care.
    size_t scannedCount;
    /// Whether a byte that needs care ended the scan: a quote, a NUL, or a carriage return without a line feed.
    int needsCare;
    /// Whether any byte scanned is outside ASCII.
    int hasHighBytes;
} CByteMasksScan;

/// Finds the separators of plain delimited text.
///
/// Writes the offset of each delimiter and line feed among the first `count` bytes to `separators`, and for each line
/// feed its index in `separators` to `lineFeeds`. Stops before the first byte that needs care.
///
/// Both arrays need room for `count` + 64 entries, and the memory at `bytes` must be readable for 64 bytes beyond
/// `count`; what those bytes hold does not matter. The widest instructions of the processor are chosen once.
CByteMasksScan cByteMasksScan(
    const uint8_t *bytes, size_t count, uint8_t delimiter, uint32_t *separators, uint32_t *lineFeeds);

/// Whether the bytes are well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF, nothing cut off.
int cByteMasksIsUTF8(const uint8_t *bytes, size_t count);

/// The name of the instructions that `cByteMasksScan` uses here: "avx2", "sse2", "neon" or "scalar".
const char *cByteMasksInstructions(void);

#endif
