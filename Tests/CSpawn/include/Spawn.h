#pragma once

#include <sys/types.h>

/// Starts a program in a folder, with three descriptors and no others, and with every signal as at first.
///
/// In C, since what of `posix_spawn` is the C library's own does not reach Swift.
///
/// - Parameters:
///   - arguments: the program's path first, and a null pointer last.
///   - streams: what become descriptors 0, 1 and 2; where negative, `/dev/null` does.
/// - Returns: 0, or an error's number.
int spawn_in_folder(
  pid_t *id, const char *folder, char *const arguments[], char *const environment[], const int streams[3]);
