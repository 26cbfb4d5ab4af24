// write-ready WIDTH HEIGHT: writes every coordinate of an open map but its lower left one, `x,y` a
// line, to /dev/null.
//
// All bytes are ready before the clock starts: what is timed is write(2) alone, 64 KiB a call, the
// least that printing can cost. Prints the number of coordinates and the nanoseconds.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static char *append_number(char *end, uint32_t number, char separator) {
  char digits[10];
  int count = 0;
  do digits[count++] = (char)('0' + number % 10);
  while (number /= 10);
  while (count) *end++ = digits[--count];
  *end++ = separator;
  return end;
}

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 3) return fputs("usage: write-ready WIDTH HEIGHT\n", stderr), 2;
  uint32_t width = (uint32_t)atol(argv[1]), height = (uint32_t)atol(argv[2]);

  char *text = malloc((size_t)width * height * 22), *end = text;
  if (!text) return perror("write-ready"), 2;
  for (uint32_t y = 0; y < height; y++)
    for (uint32_t x = 0; x < width; x++)
      if (x != 0 || y != height - 1) {
        end = append_number(end, x, ',');
        end = append_number(end, y, '\n');
      }

  int output = open("/dev/null", O_WRONLY);
  uint64_t begin = nanoseconds();
  for (char *next = text; next < end;) {
    size_t left = (size_t)(end - next);
    ssize_t written = write(output, next, left < 65536 ? left : 65536);
    if (written < 0) return perror("write-ready"), 2;
    next += written;
  }
  uint64_t elapsed = nanoseconds() - begin;

  printf("%llu %llu\n", (unsigned long long)width * height - 1, (unsigned long long)elapsed);
}
