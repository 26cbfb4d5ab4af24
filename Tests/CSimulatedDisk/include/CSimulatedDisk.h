#ifndef C_SIMULATED_DISK_H
#define C_SIMULATED_DISK_H

#include <stdint.h>

/// A disk of which it is known what has reached it, for the files of one folder.
///
/// It is a VFS over the system's: what SQLite writes goes into real files, and beside each of them is kept
/// what the disk surely has, which is what was there at the last sync, and what was written since. A power
/// cut makes the files what a disk may hold after one: of what was not synced, any part. All of this is in
/// memory, and nothing is ever synced for real, so that it is fast.
///
/// Writes, truncations and syncs are the disk's operations, counted from the moment a fault is set.

/// What is to happen.
typedef enum {
  sd_nothing,
  /// The process ends, and the files are as it has left them.
  sd_kill,
  /// The process ends, and of what was not synced any part is lost.
  sd_power_cut,
  /// The operation fails. If it is a sync, nothing has reached the disk.
  sd_error,
  /// The operation fails. If it is a sync, everything has reached the disk all the same.
  sd_late_error,
} sd_fault;

/// How the process ends by the first two.
enum { sd_killed = 40, sd_cut = 41 };

/// Makes this the VFS of whatever is opened from now on. Files outside the folder are not concerned.
///
/// - seed: of what is lost by a power cut.
/// - ending: is called before the process ends, on whatever thread that is.
/// - is_lying: syncs succeed and do nothing, as with bad disks.
void sd_install(const char *folder, uint64_t seed, void (*ending)(void), int is_lying);

/// Sets what happens at the nth operation from now on; the first is 1.
void sd_schedule(sd_fault fault, int operation);

/// How many bytes files may still grow by; negative for no bound.
void sd_set_room(int64_t bytes);

/// Whether an operation has failed since the process began.
int sd_has_failed(void);

/// Ends the process. What is not synced stays so: the next process that installs the disk takes it over.
_Noreturn void sd_leave(int status);

/// Ends the process by a power cut, now.
_Noreturn void sd_cut_power(void);

#endif
