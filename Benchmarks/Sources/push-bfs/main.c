// The fewest pushes of each Sokoban level of a file, breadth first: no bound, no deadlocks, but states that are
// the same for all places of the player between which no push is needed.
//
//   push-bfs STATES FILE
//
// For each level a line: the pushes, "-" where there is no solution or "?" where more than STATES were met; then the
// nanoseconds, and the states. It reads levels of at most 30 rows of 30 cells as they are drawn, and no run lengths.
#define _POSIX_C_SOURCE 200809L
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SIDE = 32, CELLS = SIDE * SIDE, BOXES = 31 };

static const int steps[4] = {-SIDE, -1, SIDE, 1};

static char glyphs[CELLS];
static char is_box[CELLS], reached[CELLS];
static int box_count;

// States lie one behind the other: the cells of the boxes, in order, and the least cell that the player reaches.
static uint16_t *states;
static size_t state_size, state_count, state_limit;
static uint32_t *slots;
static size_t slot_mask;

static int flood(int player) {
  static int pending[CELLS];
  int count = 1, least = player;
  memset(reached, 0, sizeof reached);
  pending[0] = player;
  reached[player] = 1;
  while (count > 0) {
    int cell = pending[--count];
    if (cell < least) least = cell;
    for (int side = 0; side < 4; side++) {
      int next = cell + steps[side];
      if (glyphs[next] == '#' || is_box[next] || reached[next]) continue;
      reached[next] = 1;
      pending[count++] = next;
    }
  }
  return least;
}

// No glyphs but walls around them, so that nobody leaves a level that is open.
static void clear_glyphs(void) {
  memset(glyphs, '#', sizeof glyphs);
  for (int y = 1; y < SIDE - 1; y++) memset(glyphs + y * SIDE + 1, ' ', SIDE - 2);
}

static void insert(const uint16_t *state) {
  uint64_t hash = 14695981039346656037u;
  for (size_t i = 0; i < state_size; i++) hash = (hash ^ state[i]) * 1099511628211u;
  size_t slot = (hash ^ hash >> 29) & slot_mask;
  while (slots[slot]) {
    if (!memcmp(states + (slots[slot] - 1) * state_size, state, state_size * 2)) return;
    slot = (slot + 1) & slot_mask;
  }
  memcpy(states + state_count * state_size, state, state_size * 2);
  slots[slot] = ++state_count;
}

// The pushes; -1 where there is no solution, -2 where the limit was met.
static int solve(const uint16_t *goals, int player) {
  uint16_t state[BOXES + 1];
  size_t first = 0;
  for (int i = 0; i < box_count; i++) is_box[states[i]] = 1;
  states[box_count] = flood(player);
  for (int i = 0; i < box_count; i++) is_box[states[i]] = 0;
  memcpy(state, states, state_size * 2);
  insert(state);
  for (int pushes = 0; first < state_count; pushes++) {
    for (size_t end = state_count; first < end; first++) {
      const uint16_t *own = states + first * state_size;
      if (!memcmp(own, goals, box_count * 2)) return pushes;
      for (int i = 0; i < box_count; i++) is_box[own[i]] = 1;
      char own_reached[CELLS];
      flood(own[box_count]);
      memcpy(own_reached, reached, sizeof reached);
      for (int i = 0; i < box_count; i++) {
        for (int side = 0; side < 4; side++) {
          int box = own[i], target = box + steps[side];
          if (glyphs[target] == '#' || is_box[target] || !own_reached[box - steps[side]]) continue;
          memcpy(state, own, state_size * 2);
          int at = i;
          for (; at > 0 && state[at - 1] > target; at--) state[at] = state[at - 1];
          for (; at < box_count - 1 && state[at + 1] < target; at++) state[at] = state[at + 1];
          state[at] = target;
          is_box[box] = 0;
          is_box[target] = 1;
          state[box_count] = flood(box);
          is_box[target] = 0;
          is_box[box] = 1;
          if (state_count == state_limit) return -2;
          insert(state);
        }
      }
      for (int i = 0; i < box_count; i++) is_box[own[i]] = 0;
    }
  }
  return -1;
}

static void run_level(void) {
  uint16_t goals[CELLS];
  int player = 0, goal_count = 0;
  struct timespec begin, end;
  clock_gettime(CLOCK_MONOTONIC, &begin);
  box_count = 0;
  state_count = 0;
  memset(is_box, 0, sizeof is_box);
  memset(slots, 0, (slot_mask + 1) * sizeof *slots);
  for (int cell = 0; cell < CELLS; cell++) {
    if (strchr("@+", glyphs[cell])) player = cell;
    if (strchr(".*+", glyphs[cell])) goals[goal_count++] = cell;
    if (strchr("$*", glyphs[cell])) {
      if (box_count == BOXES) exit(2);
      states[box_count++] = cell;
    }
  }
  state_size = box_count + 1;
  int pushes = solve(goals, player);
  clock_gettime(CLOCK_MONOTONIC, &end);
  if (pushes >= 0) printf("%d", pushes);
  else printf(pushes == -1 ? "-" : "?");
  printf(" %lld %zu\n",
         (end.tv_sec - begin.tv_sec) * 1000000000LL + (end.tv_nsec - begin.tv_nsec), state_count);
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  FILE *file = fopen(argv[2], "r");
  if (!file) return 2;
  state_limit = strtoul(argv[1], NULL, 10);
  slot_mask = 1;
  while (slot_mask < 2 * state_limit) slot_mask *= 2;
  slot_mask--;
  states = malloc((state_limit + 1) * (BOXES + 1) * sizeof *states);
  slots = malloc((slot_mask + 1) * sizeof *slots);
  if (!states || !slots) return 2;
  char line[4096];
  int height = 0;
  clear_glyphs();
  for (;;) {
    char *text = fgets(line, sizeof line, file);
    size_t length = text ? strcspn(line, "\r\n") : 0;
    size_t indent = text ? strspn(line, " ") : 0;
    if (text && line[indent] == '#' && strspn(line, "#@$.*+ ") == length) {
      if (length > SIDE - 2 || height == SIDE - 2) return 2;
      height++;
      memcpy(glyphs + height * SIDE + 1, line, length);
    } else if (height > 0) {
      run_level();
      height = 0;
      clear_glyphs();
    }
    if (!text) return 0;
  }
}
