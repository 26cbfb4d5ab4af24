#include "CSimulatedDisk.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { sector = 512 };

/// Bytes, as many as there are.
typedef struct {
  unsigned char *bytes;
  size_t count;
} content;

/// What was done to a file since it was synced: bytes written at an offset, or, without bytes, a truncation.
typedef struct change {
  size_t offset;
  content written;
  struct change *next;
} change;

/// What is known of a path.
typedef struct record {
  char *path;
  /// What the disk has under this name. After a removal that may not have reached the disk it is what was there.
  content durable;
  int is_durable;
  /// What the program sees is there, or is not.
  int exists;
  change *first, **last;
  struct record *next;
} record;

/// An open file: the system's stands behind it, in the same allocation.
typedef struct {
  sqlite3_file base;
  record *record;
} file;

static sqlite3_vfs *system_vfs;
static char folder[4096];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static record *records;
static uint64_t random_state;
static void (*ending)(void);
static int is_lying;

static sd_fault scheduled;
static int remaining;
static int has_failed;
static int64_t room = -1;

static sqlite3_file *real(sqlite3_file *f) { return (sqlite3_file *)((file *)f + 1); }

static void *checked(void *memory) {
  if (!memory) abort();
  return memory;
}

/// SplitMix64.
static uint64_t next_random(void) {
  uint64_t z = (random_state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static int coin(void) { return next_random() & 1; }

// MARK: What the disk has

static void put(content *c, size_t offset, const unsigned char *bytes, size_t count) {
  if (offset + count > c->count) {
    c->bytes = checked(realloc(c->bytes, offset + count));
    if (offset > c->count) memset(c->bytes + c->count, 0, offset - c->count);
    c->count = offset + count;
  }
  memcpy(c->bytes + offset, bytes, count);
}

static void apply(content *c, const change *done) {
  if (done->written.bytes) {
    put(c, done->offset, done->written.bytes, done->written.count);
  } else if (done->offset < c->count) {
    c->count = done->offset;
  }
}

static void forget_changes(record *r) {
  for (change *done = r->first, *next; done; done = next) {
    next = done->next;
    free(done->written.bytes);
    free(done);
  }
  r->first = NULL;
  r->last = &r->first;
}

static void note(record *r, size_t offset, const void *bytes, size_t count) {
  change *done = checked(calloc(1, sizeof *done));
  done->offset = offset;
  if (bytes) {
    done->written.bytes = checked(malloc(count ? count : 1));
    done->written.count = count;
    memcpy(done->written.bytes, bytes, count);
  }
  *r->last = done;
  r->last = &done->next;
}

static void make_durable(record *r) {
  if (!r->is_durable) r->durable.count = 0;
  for (change *done = r->first; done; done = done->next) apply(&r->durable, done);
  forget_changes(r);
  r->is_durable = 1;
}

/// Nothing has this name any more.
static void forget(record *r) {
  r->is_durable = 0;
  r->durable.count = 0;
}

static record *find(const char *path) {
  for (record *r = records; r; r = r->next)
    if (!strcmp(r->path, path)) return r;
  record *r = checked(calloc(1, sizeof *r));
  r->path = checked(strdup(path));
  r->last = &r->first;
  r->next = records;
  records = r;
  // What is there when the process begins has been there long enough.
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return r;
  unsigned char buffer[65536];
  for (ssize_t count; (count = read(descriptor, buffer, sizeof buffer)) > 0;)
    put(&r->durable, r->durable.count, buffer, count);
  close(descriptor);
  r->exists = r->is_durable = 1;
  return r;
}

// MARK: What outlives the process

static void save_bytes(FILE *out, const void *bytes, size_t count) {
  if (fwrite(&count, sizeof count, 1, out) != 1 || fwrite(bytes, 1, count, out) != count) abort();
}

static content load_bytes(FILE *in) {
  content c;
  if (fread(&c.count, sizeof c.count, 1, in) != 1) abort();
  // Never NULL: a change without bytes is a truncation.
  c.bytes = checked(malloc(c.count + 1));
  if (fread(c.bytes, 1, c.count, in) != c.count) abort();
  c.bytes[c.count] = 0;
  return c;
}

static void memory_path(char *path, size_t size) { snprintf(path, size, "%s/unsynced", folder); }

/// What the system has not yet brought to the disk does not become safe by the end of a process.
static void save(void) {
  char path[4200];
  memory_path(path, sizeof path);
  FILE *out = checked(fopen(path, "wb"));
  for (record *r = records; r; r = r->next) {
    save_bytes(out, r->path, strlen(r->path));
    save_bytes(out, r->durable.bytes, r->durable.count);
    fputc(r->is_durable, out);
    fputc(r->exists, out);
    for (change *done = r->first; done; done = done->next) {
      fputc(done->written.bytes ? 'w' : 't', out);
      save_bytes(out, &done->offset, sizeof done->offset);
      save_bytes(out, done->written.bytes, done->written.count);
    }
    fputc('.', out);
  }
  if (fclose(out)) abort();
}

static void load(void) {
  char path[4200];
  memory_path(path, sizeof path);
  FILE *in = fopen(path, "rb");
  if (!in) return;
  for (int next; (next = fgetc(in)) != EOF;) {
    ungetc(next, in);
    record *r = checked(calloc(1, sizeof *r));
    r->path = (char *)load_bytes(in).bytes;
    r->durable = load_bytes(in);
    r->is_durable = fgetc(in);
    r->exists = fgetc(in);
    r->last = &r->first;
    for (int kind; (kind = fgetc(in)) != '.';) {
      content offset = load_bytes(in), written = load_bytes(in);
      size_t value;
      memcpy(&value, offset.bytes, sizeof value);
      note(r, value, kind == 'w' ? written.bytes : NULL, written.count);
      free(offset.bytes);
      free(written.bytes);
    }
    r->next = records;
    records = r;
  }
  fclose(in);
  unlink(path);
}

// MARK: The end

/// Some sectors of what was written, each by chance.
static void apply_torn(content *c, const change *done) {
  for (size_t start = 0; start < done->written.count; start += sector) {
    size_t count = done->written.count - start;
    if (coin()) put(c, done->offset + start, done->written.bytes + start, count < sector ? count : sector);
  }
}

/// Any part of what was not synced: nothing, all, what came before some moment, or a part of each.
static void lose(record *r) {
  enum { nothing, everything, beginning, pieces } kept = next_random() % 4;
  for (change *done = r->first; done; done = done->next) {
    if (kept == nothing) break;
    if (kept == beginning && next_random() % 4 == 0) {
      apply_torn(&r->durable, done);
      break;
    }
    if (kept == pieces && coin()) {
      if (coin()) apply_torn(&r->durable, done);
      continue;
    }
    apply(&r->durable, done);
  }
  forget_changes(r);
}

static void rewrite(const record *r) {
  int descriptor = open(r->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) abort();
  for (size_t done = 0; done < r->durable.count;) {
    ssize_t count = write(descriptor, r->durable.bytes + done, r->durable.count - done);
    if (count <= 0) abort();
    done += count;
  }
  close(descriptor);
}

/// With the lock, which is kept: no other thread does anything to the disk any more.
static _Noreturn void leave(int status) {
  save();
  if (ending) ending();
  _exit(status);
}

static _Noreturn void cut_power(void) {
  for (record *r = records; r; r = r->next) {
    // The folder's entry is a matter of luck, too, until the file under it was synced.
    if (r->exists != r->is_durable && coin()) {
      if (r->exists) r->durable.count = 0;
      r->is_durable = r->exists;
    }
    if (r->is_durable) {
      if (r->exists) lose(r);
      rewrite(r);
    } else {
      unlink(r->path);
    }
    char index[4200];
    snprintf(index, sizeof index, "%s-shm", r->path);
    unlink(index);
  }
  if (ending) ending();
  _exit(sd_cut);
}

/// Counts an operation. With the lock.
static sd_fault due(void) {
  if (scheduled == sd_nothing || --remaining > 0) return sd_nothing;
  sd_fault fault = scheduled;
  scheduled = sd_nothing;
  if (fault == sd_kill) leave(sd_killed);
  if (fault == sd_power_cut) cut_power();
  has_failed = 1;
  return fault;
}

// MARK: Files

static int disk_close(sqlite3_file *f) {
  int code = real(f)->pMethods->xClose(real(f));
  f->pMethods = NULL;
  return code;
}

static int disk_read(sqlite3_file *f, void *bytes, int count, sqlite3_int64 offset) {
  return real(f)->pMethods->xRead(real(f), bytes, count, offset);
}

static int disk_write(sqlite3_file *f, const void *bytes, int count, sqlite3_int64 offset) {
  pthread_mutex_lock(&lock);
  int code = due() == sd_nothing ? SQLITE_OK : SQLITE_IOERR_WRITE;
  sqlite3_int64 size = 0;
  if (!code) code = real(f)->pMethods->xFileSize(real(f), &size);
  sqlite3_int64 growth = offset + count > size ? offset + count - size : 0;
  if (!code && growth > 0 && room >= 0) {
    if (growth > room) {
      code = SQLITE_FULL;
      has_failed = 1;
    } else {
      room -= growth;
    }
  }
  if (!code) code = real(f)->pMethods->xWrite(real(f), bytes, count, offset);
  if (!code) note(((file *)f)->record, offset, bytes, count);
  pthread_mutex_unlock(&lock);
  return code;
}

static int disk_truncate(sqlite3_file *f, sqlite3_int64 size) {
  pthread_mutex_lock(&lock);
  int code = due() == sd_nothing ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
  if (!code) code = real(f)->pMethods->xTruncate(real(f), size);
  if (!code) note(((file *)f)->record, size, NULL, 0);
  pthread_mutex_unlock(&lock);
  return code;
}

static int disk_sync(sqlite3_file *f, int flags) {
  (void)flags;
  pthread_mutex_lock(&lock);
  sd_fault fault = due();
  if (fault != sd_error && !is_lying) {
    make_durable(((file *)f)->record);
    // File systems with a journal keep the order of what happens to names: a sync takes removals along.
    for (record *r = records; r; r = r->next)
      if (!r->exists) forget(r);
  }
  pthread_mutex_unlock(&lock);
  return fault == sd_nothing ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

static int disk_size(sqlite3_file *f, sqlite3_int64 *size) {
  return real(f)->pMethods->xFileSize(real(f), size);
}
static int disk_lock(sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); }
static int disk_unlock(sqlite3_file *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
static int disk_check_lock(sqlite3_file *f, int *is_reserved) {
  return real(f)->pMethods->xCheckReservedLock(real(f), is_reserved);
}
static int disk_control(sqlite3_file *f, int operation, void *argument) {
  return real(f)->pMethods->xFileControl(real(f), operation, argument);
}
static int disk_sector(sqlite3_file *f) { return real(f)->pMethods->xSectorSize(real(f)); }
static int disk_traits(sqlite3_file *f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); }
static int disk_map(sqlite3_file *f, int region, int size, int extend, void volatile **memory) {
  return real(f)->pMethods->xShmMap(real(f), region, size, extend, memory);
}
static int disk_shm_lock(sqlite3_file *f, int offset, int count, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, count, flags);
}
static void disk_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int disk_unmap(sqlite3_file *f, int deletes) { return real(f)->pMethods->xShmUnmap(real(f), deletes); }

/// Version 2: without the mapping of the database into memory, which would go around this.
static const sqlite3_io_methods methods = {
    2,          disk_close,    disk_read,       disk_write,   disk_truncate, disk_sync,
    disk_size,  disk_lock,     disk_unlock,     disk_check_lock, disk_control, disk_sector,
    disk_traits, disk_map,     disk_shm_lock,   disk_barrier, disk_unmap,    NULL,
    NULL};

// MARK: The file system

static int is_here(const char *path) {
  return path && !strncmp(path, folder, strlen(folder)) && path[strlen(folder)] == '/';
}

static int disk_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *out_flags) {
  (void)vfs;
  // Whatever is elsewhere, or has no name, is none of this disk's.
  if (!is_here(path)) return system_vfs->xOpen(system_vfs, path, f, flags, out_flags);
  f->pMethods = NULL;
  pthread_mutex_lock(&lock);
  record *r = find(path);
  int code = system_vfs->xOpen(system_vfs, path, real(f), flags, out_flags);
  if (!code) {
    // The file that had the name before may be back after a power cut.
    if (!r->exists && r->is_durable) note(r, 0, NULL, 0);
    r->exists = 1;
    ((file *)f)->record = r;
    f->pMethods = &methods;
  }
  pthread_mutex_unlock(&lock);
  return code;
}

static int disk_delete(sqlite3_vfs *vfs, const char *path, int syncs_folder) {
  (void)vfs;
  if (!is_here(path)) return system_vfs->xDelete(system_vfs, path, syncs_folder);
  pthread_mutex_lock(&lock);
  record *r = find(path);
  int code = system_vfs->xDelete(system_vfs, path, 0);
  if (!code) {
    forget_changes(r);
    r->exists = 0;
    if (syncs_folder) forget(r);
  }
  pthread_mutex_unlock(&lock);
  return code;
}

void sd_install(const char *path, uint64_t seed, void (*hook)(void), int lies) {
  static sqlite3_vfs vfs;
  system_vfs = sqlite3_vfs_find(NULL);
  snprintf(folder, sizeof folder, "%s", path);
  random_state = seed;
  ending = hook;
  is_lying = lies;
  load();
  vfs = *system_vfs;
  vfs.zName = "simulated-disk";
  vfs.szOsFile = sizeof(file) + system_vfs->szOsFile;
  vfs.xOpen = disk_open;
  vfs.xDelete = disk_delete;
  if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) abort();
}

void sd_schedule(sd_fault fault, int operation) {
  pthread_mutex_lock(&lock);
  scheduled = fault;
  remaining = operation;
  pthread_mutex_unlock(&lock);
}

void sd_set_room(int64_t bytes) {
  pthread_mutex_lock(&lock);
  room = bytes;
  pthread_mutex_unlock(&lock);
}

int sd_has_failed(void) {
  pthread_mutex_lock(&lock);
  int answer = has_failed;
  pthread_mutex_unlock(&lock);
  return answer;
}

void sd_cut_power(void) {
  pthread_mutex_lock(&lock);
  cut_power();
}

void sd_leave(int status) {
  pthread_mutex_lock(&lock);
  leave(status);
}
