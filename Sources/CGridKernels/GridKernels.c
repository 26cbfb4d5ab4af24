#include "GridKernels.h"

#include <string.h>

static inline bool contains(const uint8_t *set, uint8_t byte) {
  return byte < 128 && (set[byte & 15] >> (byte >> 4) & 1);
}

static bool classify_plain(const uint8_t *bytes, size_t count, const uint8_t *clear,
                           const uint8_t *blocked, uint64_t *bits) {
  bool known = true;
  for (size_t start = 0; start < count; start += 64) {
    size_t end = count - start < 64 ? count : start + 64;
    uint64_t word = 0;
    for (size_t i = start; i < end; i++) {
      uint64_t is_clear = contains(clear, bytes[i]);
      word |= is_clear << (i - start);
      known &= is_clear || contains(blocked, bytes[i]);
    }
    bits[start / 64] = word;
  }
  return known;
}

static uint64_t count_ones_plain(const uint64_t *words, size_t count) {
  uint64_t total = 0;
  for (size_t i = 0; i < count; i++) total += (uint64_t)__builtin_popcountll(words[i]);
  return total;
}

#if defined(__x86_64__)
#include <immintrin.h>

// A byte's upper half picks the bit to test: 1 << (byte >> 4), and no bit from 128 on.
#define UPPER_HALF_BITS 1, 2, 4, 8, 16, 32, 64, (char)128, 0, 0, 0, 0, 0, 0, 0, 0

#define AVX2 __attribute__((target("avx2,popcnt")))
#define AVX512 __attribute__((target("avx512f,avx512bw,avx512vpopcntdq,popcnt")))

static inline size_t first_one(uint64_t bits) { return (size_t)__builtin_ctzll(bits); }

AVX2 static inline uint32_t members_avx2(__m256i table, __m256i lower, __m256i upper_bit) {
  __m256i hit = _mm256_and_si256(_mm256_shuffle_epi8(table, lower), upper_bit);
  return ~(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(hit, _mm256_setzero_si256()));
}

// Nearly every word of a map has the same two glyphs. To compare with the two that were met last takes a
// third of the instructions of a look into the tables, which is left to the words with any other.

AVX2 static inline uint64_t equal_avx2(__m256i low, __m256i high, __m256i glyph) {
  uint32_t low_bits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, glyph));
  uint32_t high_bits = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, glyph));
  return low_bits | (uint64_t)high_bits << 32;
}

AVX2 static bool classify_avx2(const uint8_t *bytes, size_t count, const uint8_t *clear,
                               const uint8_t *blocked, uint64_t *bits) {
  const __m256i clear_table =
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)clear));
  const __m256i blocked_table =
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)blocked));
  const __m256i upper_table = _mm256_setr_epi8(UPPER_HALF_BITS, UPPER_HALF_BITS);
  const __m256i half = _mm256_set1_epi8(15);
  __m256i last_clear = half, last_blocked = half;
  bool has_last = false, has_blocked = false;
  uint64_t unknown = 0;
  size_t start = 0;
  for (; start + 64 <= count; start += 64) {
    __m256i text[2] = {_mm256_loadu_si256((const __m256i *)(bytes + start)),
                       _mm256_loadu_si256((const __m256i *)(bytes + start + 32))};
    uint64_t is_clear, is_blocked;
    if (has_last) {
      is_clear = equal_avx2(text[0], text[1], last_clear);
      is_blocked = equal_avx2(text[0], text[1], last_blocked);
      if ((is_clear | is_blocked) == ~(uint64_t)0) {
        bits[start / 64] = is_clear;
        continue;
      }
    }
    is_clear = is_blocked = 0;
    for (int part = 0; part < 2; part++) {
      __m256i lower = _mm256_and_si256(text[part], half);
      __m256i upper = _mm256_and_si256(_mm256_srli_epi16(text[part], 4), half);
      __m256i upper_bit = _mm256_shuffle_epi8(upper_table, upper);
      is_clear |= (uint64_t)members_avx2(clear_table, lower, upper_bit) << (32 * part);
      is_blocked |= (uint64_t)members_avx2(blocked_table, lower, upper_bit) << (32 * part);
    }
    bits[start / 64] = is_clear;
    unknown |= ~(is_clear | is_blocked);
    if (is_clear) last_clear = _mm256_set1_epi8((char)bytes[start + first_one(is_clear)]);
    uint64_t is_obstacle = is_blocked & ~is_clear;
    if (is_obstacle) last_blocked = _mm256_set1_epi8((char)bytes[start + first_one(is_obstacle)]);
    has_blocked = has_blocked || is_obstacle;
    // Until an obstacle has been met, only words of one clear glyph are compared.
    if (!has_blocked) last_blocked = last_clear;
    has_last = has_last || is_clear;
  }
  bool tail_known = start == count || classify_plain(bytes + start, count - start, clear, blocked,
                                                     bits + start / 64);
  return unknown == 0 && tail_known;
}

AVX512 static bool classify_avx512(const uint8_t *bytes, size_t count, const uint8_t *clear,
                                   const uint8_t *blocked, uint64_t *bits) {
  const __m512i clear_table =
      _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)clear));
  const __m512i blocked_table =
      _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)blocked));
  const __m512i upper_table =
      _mm512_broadcast_i32x4(_mm_setr_epi8(UPPER_HALF_BITS));
  const __m512i half = _mm512_set1_epi8(15);
  __m512i last_clear = half, last_blocked = half;
  bool has_last = false, has_blocked = false;
  uint64_t unknown = 0;
  for (size_t start = 0; start < count; start += 64) {
    size_t left = count - start;
    __mmask64 present = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0;
    // A masked load touches no byte that is not wanted: the last row may end with the mapping.
    __m512i text = _mm512_maskz_loadu_epi8(present, bytes + start);
    __mmask64 is_clear, is_blocked;
    if (has_last) {
      is_clear = _mm512_mask_cmpeq_epi8_mask(present, text, last_clear);
      is_blocked = _mm512_mask_cmpeq_epi8_mask(present, text, last_blocked);
      if ((is_clear | is_blocked) == present) {
        bits[start / 64] = is_clear;
        continue;
      }
    }
    __m512i lower = _mm512_and_si512(text, half);
    __m512i upper = _mm512_and_si512(_mm512_srli_epi16(text, 4), half);
    __m512i upper_bit = _mm512_shuffle_epi8(upper_table, upper);
    is_clear =
        _mm512_mask_test_epi8_mask(present, _mm512_shuffle_epi8(clear_table, lower), upper_bit);
    is_blocked =
        _mm512_mask_test_epi8_mask(present, _mm512_shuffle_epi8(blocked_table, lower), upper_bit);
    bits[start / 64] = is_clear;
    unknown |= present & ~(is_clear | is_blocked);
    if (is_clear) last_clear = _mm512_set1_epi8((char)bytes[start + first_one(is_clear)]);
    uint64_t is_obstacle = is_blocked & ~is_clear;
    if (is_obstacle) last_blocked = _mm512_set1_epi8((char)bytes[start + first_one(is_obstacle)]);
    has_blocked = has_blocked || is_obstacle;
    // Until an obstacle has been met, only words of one clear glyph are compared.
    if (!has_blocked) last_blocked = last_clear;
    has_last = has_last || is_clear;
  }
  return unknown == 0;
}

AVX2 static uint64_t count_ones_avx2(const uint64_t *words, size_t count) {
  uint64_t total = 0;
  for (size_t i = 0; i < count; i++) total += (uint64_t)_mm_popcnt_u64(words[i]);
  return total;
}

AVX512 static uint64_t count_ones_avx512(const uint64_t *words, size_t count) {
  __m512i totals = _mm512_setzero_si512();
  size_t i = 0;
  for (; i + 8 <= count; i += 8)
    totals = _mm512_add_epi64(totals, _mm512_popcnt_epi64(_mm512_loadu_si512(words + i)));
  uint64_t total = (uint64_t)_mm512_reduce_add_epi64(totals);
  for (; i < count; i++) total += (uint64_t)_mm_popcnt_u64(words[i]);
  return total;
}

gk_level gk_best_level(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vpopcntdq"))
    return gk_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) return gk_avx2;
  return gk_plain;
}

bool gk_classify(gk_level level, const uint8_t *bytes, size_t count, const uint8_t *clear,
                 const uint8_t *blocked, uint64_t *bits) {
  switch (level) {
  case gk_avx512: return classify_avx512(bytes, count, clear, blocked, bits);
  case gk_avx2: return classify_avx2(bytes, count, clear, blocked, bits);
  case gk_plain: return classify_plain(bytes, count, clear, blocked, bits);
  }
}

uint64_t gk_count_ones(gk_level level, const uint64_t *words, size_t count) {
  switch (level) {
  case gk_avx512: return count_ones_avx512(words, count);
  case gk_avx2: return count_ones_avx2(words, count);
  case gk_plain: return count_ones_plain(words, count);
  }
}

#else

gk_level gk_best_level(void) { return gk_plain; }

bool gk_classify(gk_level level, const uint8_t *bytes, size_t count, const uint8_t *clear,
                 const uint8_t *blocked, uint64_t *bits) {
  (void)level;
  return classify_plain(bytes, count, clear, blocked, bits);
}

uint64_t gk_count_ones(gk_level level, const uint64_t *words, size_t count) {
  (void)level;
  return count_ones_plain(words, count);
}

#endif
