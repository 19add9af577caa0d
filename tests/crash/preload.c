/* Notes what a process reads, writes and syncs, in order: for machines on which strace is missing or forbidden.
 *
 * Built by tests/crash/syscalls.py with `cc -shared -fPIC`, loaded by LD_PRELOAD; writes lines to the file that the
 * environment names in CRASH_SYSCALLS:
 *
 *     read|write FD TEXT     after a read, before a write; TEXT is what was transferred, escaped
 *     begin|end FD PATH      around fsync and fdatasync
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 3000

static void note(const char *kind, int fd, const char *data, size_t length) {
    static int file = -1;
    const char *name = getenv("CRASH_SYSCALLS");
    int kept = errno;
    if (!name || fd < 0 || fd == file) return;
    if (file < 0) file = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[MOST * 4 + 64];
    size_t at = (size_t)snprintf(line, 64, "%s %d ", kind, fd);
    for (size_t i = 0; i < length && i < MOST; i++) {
        unsigned char c = (unsigned char)data[i];
        if (c >= ' ' && c < 127 && c != '\\') line[at++] = (char)c;
        else at += (size_t)snprintf(line + at, 5, "\\x%02x", c);
    }
    line[at++] = '\n';
    syscall(SYS_write, file, line, at);
    errno = kept;
}

static void note_path(const char *kind, int fd) {
    char link[64], path[512];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path);
    note(kind, fd, path, length > 0 ? (size_t)length : 0);
}

static void note_parts(const char *kind, int fd, const struct iovec *parts, size_t number) {
    for (size_t i = 0; i < number; i++) note(kind, fd, parts[i].iov_base, parts[i].iov_len);
}

#define REAL(name) __typeof__(name) *real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

int fdatasync(int fd) { REAL(fdatasync); note_path("begin", fd); int r = real(fd); note_path("end", fd); return r; }
int fsync(int fd) { REAL(fsync); note_path("begin", fd); int r = real(fd); note_path("end", fd); return r; }

ssize_t read(int fd, void *data, size_t n) {
    REAL(read);
    ssize_t r = real(fd, data, n);
    if (r > 0) note("read", fd, data, (size_t)r);
    return r;
}
ssize_t recv(int fd, void *data, size_t n, int flags) {
    REAL(recv);
    ssize_t r = real(fd, data, n, flags);
    if (r > 0) note("read", fd, data, (size_t)r);
    return r;
}
ssize_t write(int fd, const void *data, size_t n) { REAL(write); note("write", fd, data, n); return real(fd, data, n); }
ssize_t send(int fd, const void *data, size_t n, int flags) {
    REAL(send);
    note("write", fd, data, n);
    return real(fd, data, n, flags);
}
ssize_t writev(int fd, const struct iovec *parts, int n) {
    REAL(writev);
    note_parts("write", fd, parts, (size_t)n);
    return real(fd, parts, n);
}
ssize_t sendmsg(int fd, const struct msghdr *message, int flags) {
    REAL(sendmsg);
    note_parts("write", fd, message->msg_iov, message->msg_iovlen);
    return real(fd, message, flags);
}
