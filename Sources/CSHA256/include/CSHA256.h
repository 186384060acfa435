#pragma once

#include <stddef.h>
#include <stdint.h>

/// Takes `count` blocks of 64 bytes into the eight words of a SHA-256 state, with the processor's own instructions.
///
/// Returns 0, and leaves the state as it is, where the processor has none.
int cSHA256Compress(uint32_t state[8], const uint8_t *blocks, size_t count);
