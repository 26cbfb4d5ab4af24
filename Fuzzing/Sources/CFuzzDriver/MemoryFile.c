#define _GNU_SOURCE
#include "CFuzzDriver.h"

#include <sys/mman.h>

int fuzz_open_memory_file(void) { return memfd_create("fuzz", MFD_CLOEXEC); }
