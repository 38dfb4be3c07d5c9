"""Tries out the limits of the container that it runs in, those of doctor.sh: a line for each, with its name, and with what is
wrong and the mend when it does not hold. Memory comes last: a runtime may end the whole container for it.
"""

import ctypes
import errno
import os
import signal
import time

CGROUP = "enable this cgroup controller in the kernel"
RUNTIME = "update Docker and its OCI runtime"
CHECKS = []


def own_kernel():
    """Whether this is gVisor, a kernel of its own: it is the filter itself, and swap is counted outside."""
    log = ctypes.create_string_buffer(1 << 16)
    ctypes.CDLL(None).klogctl(3, log, len(log))
    return b"gVisor" in log.value


def limit(name, wrong, mend):
    def add(check):
        CHECKS.append((name, wrong, mend, check))

    return add


def refused(reason, attempt):
    try:
        attempt()
    except OSError as refusal:
        return refusal.errno == reason
    return False


def status(prefix):
    with open("/proc/self/status") as lines:
        return {line.split()[1] for line in lines if line.startswith(prefix)}


def fill(path):
    def write():
        try:
            with open(path, "wb", buffering=0) as file:
                for _ in range(9):
                    file.write(bytes(1 << 20))
        finally:
            os.remove(path)

    return write


@limit("cpu", "a program with a quarter of a processor got more", CGROUP)
def cpu():
    end, used = time.monotonic() + 1, time.process_time()
    while time.monotonic() < end:
        pass
    return time.process_time() - used < 0.6


@limit("processes", "a program may start more than its limit", CGROUP)
def processes():
    children = []

    def fork():
        for _ in range(30):
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)

    held = refused(errno.EAGAIN, fork)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return held


@limit("open files", "a program may open more than its limit", RUNTIME)
def files():
    opened = []
    held = refused(errno.EMFILE, lambda: opened.extend(os.dup(1) for _ in range(100)))
    for file in opened:
        os.close(file)
    return held


@limit("size of /workspace", "a program may write more there than its limit, into the memory of all", RUNTIME)
def workspace():
    return refused(errno.ENOSPC, fill("/workspace/x"))


@limit("size of /tmp", "a program may write more there than its limit, into the memory of all", RUNTIME)
def tmp():
    return refused(errno.ENOSPC, fill("/tmp/x"))


@limit("read-only root", "a program can change the image's files in its container", RUNTIME)
def root():
    return refused(errno.EROFS, lambda: open("/x", "w"))


@limit("network", "a program without network sees an interface beside lo", RUNTIME)
def network():
    return os.listdir("/sys/class/net") == ["lo"]


@limit("capabilities", "a program keeps some of root's rights", RUNTIME)
def capabilities():
    return {int(rights, 16) for rights in status("Cap")} == {0}


@limit("no new privileges", "a suid program can give a program more rights", RUNTIME)
def privileges():
    return ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1  # PR_GET_NO_NEW_PRIVS


@limit("seccomp", "no filter stands before the kernel's calls", "take seccomp-profile out of /etc/docker/daemon.json, or CONFIG_SECCOMP_FILTER into the kernel")
def seccomp():
    return status("Seccomp:") == {"2"} or own_kernel()


@limit("swap", "memory is limited, but what a program uses of the swap space is not", "start the kernel with swapaccount=1")
def swap():
    for file, most in (("memory.swap.max", 0), ("memory/memory.memsw.limit_in_bytes", 64 << 20)):
        if os.path.exists("/sys/fs/cgroup/" + file):
            with open("/sys/fs/cgroup/" + file) as value:
                return value.read().strip() == str(most)
    return own_kernel()


@limit("memory", "a program with 64 MB can have 200", CGROUP)
def memory():
    child = os.fork()
    if child == 0:
        bytearray(200 << 20)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


for name, wrong, mend, check in CHECKS:
    print(*([name] if check() else [name, wrong, mend]), sep="\t", flush=True)
