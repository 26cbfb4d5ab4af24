#ifndef CFUZZDRIVER_H
#define CFUZZDRIVER_H

#include <stddef.h>
#include <stdint.h>

/// Runs libFuzzer on a test of one input; it reads its options from the arguments.
///
/// The symbol comes from the toolchain's libclang_rt.fuzzer_no_main.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*test)(const uint8_t *data, size_t size));

/// Opens a file that has no name and lives in memory; -1 where there is none to be had.
int fuzz_open_memory_file(void);

#endif
