# ends: SUCCEEDED
# seconds: 20
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
numbers = {'bpf': 321, 'perf_event_open': 298, 'userfaultfd': 323, 'kexec_load': 246, 'init_module': 175, 'reboot': 169, 'settimeofday': 164, 'iopl': 172, 'swapon': 167, 'acct': 163, 'open_by_handle_at': 304, 'lookup_dcookie': 212, 'quotactl': 179}
for name, number in numbers.items():
    assert libc.syscall(number, 0, 0, 0, 0, 0) == -1, name
