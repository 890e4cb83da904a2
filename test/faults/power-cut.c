/*
 * What a disk would hold if the power went now.
 *
 * Preloaded into a process (LD_PRELOAD), it watches the files of the folder POWER_CUT_FILES and keeps in the folder
 * POWER_CUT_DISK what of them would outlive a power cut: of each file, what had been written when it was last synced.
 * End the process with SIGKILL and start another on that folder: that is the power cut.
 *
 * The rules, those of the common file systems of Linux:
 * - A write reaches the disk with the next sync of its file that succeeds, in pages of 4 KiB.
 * - A sync that fails drops the pages: they look stored from then on, and are not, until they are written again.
 * - The length of a file, and that there is the file at all, reach the disk with its sync.
 * - That a file has gone reaches the disk with the sync of the folder.
 * - A SIGKILL in the middle of a sync leaves some of its pages on the disk, as a power cut does.
 *
 * Files in folders below, mapped memory and renaming are not followed: what is written that way is lost in a cut, so a
 * test that needs it fails.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE 4096
#define MAX_FILES 64

struct file {
  char name[NAME_MAX + 1];
  unsigned char *unsynced; /* one for each page: written since the last sync */
  size_t pages;
};

static struct file files[MAX_FILES];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char watched[PATH_MAX]; /* empty: nothing is watched */
static char disk[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
  const char *from = getenv("POWER_CUT_FILES"), *to = getenv("POWER_CUT_DISK");
  if (!from || !to || !realpath(to, disk) || !realpath(from, watched)) {
    fprintf(stderr, "power-cut: POWER_CUT_FILES and POWER_CUT_DISK must name folders\n");
    _exit(99);
  }
}

static void give_up(const char *what) {
  fprintf(stderr, "power-cut: %s: %s\n", what, strerror(errno));
  _exit(99);
}

/* The path behind a descriptor. */
static void path_of(int fd, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
}

/* The name of the watched file behind a path, or NULL. */
static const char *watched_name(const char *path) {
  size_t length = strlen(watched);
  if (strncmp(path, watched, length) != 0 || path[length] != '/') return NULL;
  const char *name = path + length + 1;
  return strchr(name, '/') || strstr(name, " (deleted)") ? NULL : name;
}

/* The watched file behind a descriptor, or NULL. The lock is held. */
static struct file *file_of(int fd) {
  char path[PATH_MAX];
  path_of(fd, path);
  const char *name = watched_name(path);
  if (!name) return NULL;
  for (int i = 0; i < MAX_FILES; i++) {
    if (!files[i].name[0]) strcpy(files[i].name, name);
    if (strcmp(files[i].name, name) == 0) return &files[i];
  }
  errno = EMFILE;
  give_up(name);
  return NULL;
}

static int is_regular(int fd) {
  struct stat stat;
  return fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode);
}

static void mark(int fd, off_t from, off_t to) {
  if (from >= to) return;
  pthread_mutex_lock(&lock);
  struct file *file = file_of(fd);
  if (file) {
    size_t pages = (size_t)(to + PAGE - 1) / PAGE;
    if (pages > file->pages) {
      file->unsynced = realloc(file->unsynced, pages);
      if (!file->unsynced) give_up("memory");
      memset(file->unsynced + file->pages, 0, pages - file->pages);
      file->pages = pages;
    }
    memset(file->unsynced + from / PAGE, 1, pages - (size_t)(from / PAGE));
  }
  pthread_mutex_unlock(&lock);
}

/* Brings the unsynced pages of a file to the disk. Reads through its own descriptor where it can: closing another one
   would end SQLite's locks on the file. */
static void store(struct file *file, int fd) {
  char path[PATH_MAX + NAME_MAX + 2], page[PAGE];
  struct stat stat;
  if (fstat(fd, &stat) != 0) give_up(file->name);
  snprintf(path, sizeof path, "%s/%s", disk, file->name);
  int to = open(path, O_RDWR | O_CREAT | O_CLOEXEC, stat.st_mode & 0777);
  int from = fd;
  if ((fcntl(fd, F_GETFL) & O_ACCMODE) == O_WRONLY) {
    snprintf(path, sizeof path, "%s/%s", watched, file->name);
    from = open(path, O_RDONLY | O_CLOEXEC);
  }
  if (to < 0 || from < 0) give_up(path);
  for (size_t i = 0; i < file->pages; i++) {
    if (!file->unsynced[i]) continue;
    ssize_t length = pread(from, page, PAGE, (off_t)i * PAGE);
    if (length < 0 || syscall(SYS_pwrite64, to, page, length, (off_t)i * PAGE) != length) give_up(path);
  }
  if (syscall(SYS_ftruncate, to, stat.st_size) != 0) give_up(path);
  close(to);
  if (from != fd) close(from);
}

/* What has gone from the folder goes from the disk. */
static void store_deletions(void) {
  DIR *entries = opendir(disk);
  if (!entries) give_up(disk);
  for (struct dirent *entry; (entry = readdir(entries));) {
    char path[PATH_MAX + NAME_MAX + 2];
    snprintf(path, sizeof path, "%s/%s", watched, entry->d_name);
    if (entry->d_type != DT_REG || access(path, F_OK) == 0) continue;
    syscall(SYS_unlinkat, dirfd(entries), entry->d_name, 0);
  }
  closedir(entries);
}

static int sync_file(int fd, long number) {
  char path[PATH_MAX];
  if (!is_regular(fd)) {
    int result = (int)syscall(number, fd);
    path_of(fd, path);
    if (result == 0 && strcmp(path, watched) == 0) store_deletions();
    return result;
  }
  pthread_mutex_lock(&lock);
  struct file *file = file_of(fd);
  int result = (int)syscall(number, fd), error = errno;
  if (file && result == 0) store(file, fd);
  if (file && file->pages) memset(file->unsynced, 0, file->pages);
  pthread_mutex_unlock(&lock);
  errno = error;
  return result;
}

int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

/* Marks what has been written at the position of the descriptor. */
static ssize_t written_before_position(int fd, ssize_t length) {
  int error = errno;
  if (length > 0 && is_regular(fd)) {
    off_t end = lseek(fd, 0, SEEK_CUR);
    mark(fd, end - length, end);
  }
  errno = error;
  return length;
}

static ssize_t written_at(int fd, ssize_t length, off_t offset) {
  int error = errno;
  if (length > 0 && is_regular(fd)) mark(fd, offset, offset + length);
  errno = error;
  return length;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  return written_before_position(fd, syscall(SYS_write, fd, bytes, length));
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  return written_before_position(fd, syscall(SYS_writev, fd, parts, count));
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
  return written_at(fd, syscall(SYS_pwrite64, fd, bytes, length, offset), offset);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  return written_at(fd, syscall(SYS_pwritev, fd, parts, count, offset, 0), offset);
}

/* What has been cut off and is written again is new. */
int ftruncate(int fd, off_t length) {
  struct stat before;
  int known = fstat(fd, &before) == 0;
  int result = (int)syscall(SYS_ftruncate, fd, length), error = errno;
  if (known && result == 0) mark(fd, length, before.st_size);
  errno = error;
  return result;
}

ssize_t pwrite64(int, const void *, size_t, off64_t) __attribute__((alias("pwrite")));
ssize_t pwritev64(int, const struct iovec *, int, off64_t) __attribute__((alias("pwritev")));
int ftruncate64(int, off64_t) __attribute__((alias("ftruncate")));
