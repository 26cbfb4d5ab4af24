// A disk that fails at some sync of a write-ahead log, for a program that is started with LD_PRELOAD.
//
// FAULTY_DISK=keep:7   the seventh sync and all later ones are errors; what was written is there
// FAULTY_DISK=lose:7   the same, and what was written since the sixth is not there
// FAULTY_DISK=power:7  what was written since the sixth is not there, and nor is the process
//
// What is lost is cut off, which is right for a log that only grows: one of less than 16 MiB that was empty at
// the start.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_log(int file) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path);
  return length > 4 && memcmp(path + length - 4, "-wal", 4) == 0;
}

int fdatasync(int file) {
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  static long count = 0;
  static off_t synced = 0;

  int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  const char *setting = getenv("FAULTY_DISK");
  if (!setting || !strchr(setting, ':') || !is_log(file)) return next(file);

  pthread_mutex_lock(&lock);
  int result = 0;
  if (++count < atol(strchr(setting, ':') + 1)) {
    struct stat status;
    result = next(file);
    if (result == 0 && fstat(file, &status) == 0) synced = status.st_size;
  } else {
    if (setting[0] != 'k' && ftruncate(file, synced) != 0) abort();
    if (setting[0] == 'p') kill(getpid(), SIGKILL);
    errno = EIO;
    result = -1;
  }
  pthread_mutex_unlock(&lock);
  return result;
}
