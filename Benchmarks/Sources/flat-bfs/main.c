// flat-bfs MAP: how many cells of a plain map can be reached from the start in steps to the four
// sides, the start apart.
//
// The textbook's search with nothing between it and the bytes: a flat queue of 32-bit places, and a
// visited cell becomes an obstacle. Prints the count and the nanoseconds of the search alone,
// without reading the map.

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static uint64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000 + (uint64_t)now.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 2) return fputs("usage: flat-bfs MAP\n", stderr), 2;
  int file = open(argv[1], O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) < 0) return perror(argv[1]), 2;
  size_t size = (size_t)status.st_size;

  // A margin above and below that is no clear cell, as the newlines are at the sides: no step
  // needs its bounds checked. The width is not known yet, and no row is longer than 1 MiB.
  const size_t margin = (1 << 20) + 1;
  char *text = calloc(size + 2 * margin, 1), *map = text + margin;
  if (!text || size + 2 * margin > UINT32_MAX) return fputs("flat-bfs: too large\n", stderr), 2;
  for (size_t done = 0; done < size;) {
    ssize_t count = read(file, map + done, size - done);
    if (count <= 0) return perror(argv[1]), 2;
    done += (size_t)count;
  }
  char *newline = memchr(map, '\n', size), *start = memchr(map, 'X', size);
  uint32_t *queue = malloc(size * sizeof *queue);
  if (!newline || !start || !queue) return fputs("flat-bfs: not a plain map\n", stderr), 2;
  uint32_t row = (uint32_t)(newline - map) + 1;

  uint64_t begin = nanoseconds();
  size_t head = 0, tail = 0;
  queue[tail++] = (uint32_t)(start - text);
  *start = '#';
  while (head < tail) {
    uint32_t place = queue[head++];
    const uint32_t neighbours[] = {place - row, place + 1, place + row, place - 1};
    for (int i = 0; i < 4; i++)
      if (text[neighbours[i]] == '.') {
        text[neighbours[i]] = '#';
        queue[tail++] = neighbours[i];
      }
  }
  uint64_t elapsed = nanoseconds() - begin;

  printf("%zu %llu\n", tail - 1, (unsigned long long)elapsed);
}
