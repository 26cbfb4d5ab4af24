// The inner loops that go beyond the processor's baseline.
//
// Each takes the level to run at, so that tests can compare every level a machine has with the
// plain one. A level above what `gk_best_level` answers must not be passed.

#ifndef GRID_KERNELS_H
#define GRID_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What a kernel may use. The order is the order of preference.
typedef enum __attribute__((enum_extensibility(closed))) {
  gk_plain = 0,
  gk_avx2 = 1,
  gk_avx512 = 2,
} gk_level;

/// The best level of this processor.
gk_level gk_best_level(void);

/// Sets bit i of `bits` where byte i is in the set `clear`, for `count` bytes; the rest of the last
/// word is zero.
///
/// A set of ASCII bytes is a table of 16 bytes: byte b is in it where bit (b >> 4) of
/// table[b & 15] is set; bytes from 128 on are in no set. One shuffle looks up 64 of them at once
/// (W. Muła, "SIMD byte lookup", http://0x80.pl/notesen/2018-10-18-simd-byte-lookup.html).
///
/// Returns whether every byte is in one of the two sets.
bool gk_classify(gk_level level, const uint8_t *bytes, size_t count, const uint8_t *clear,
                 const uint8_t *blocked, uint64_t *bits);

/// The number of bits set in `count` words.
uint64_t gk_count_ones(gk_level level, const uint64_t *words, size_t count);

#endif
