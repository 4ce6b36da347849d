"""Memory of a process of many threads."""

import platform
import subprocess
import sys

import pytest

_ARENAS = """
import ctypes, re, sys, tempfile, threading
from assistant.operations.heap import share_arenas

if sys.argv[1] == "shared":
    share_arenas()
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
together = threading.Barrier(12)


def take():
    together.wait()
    libc.malloc(1000)
    together.wait()


threads = [threading.Thread(target=take) for _ in range(12)]
[it.start() for it in threads], [it.join() for it in threads]
libc.fopen.restype = ctypes.c_void_p
with tempfile.NamedTemporaryFile() as told:
    out = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, out)
    libc.fclose(out)
    print(len(re.findall(r"<heap nr", open(told.name).read())))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are the GNU C library's")
def test_threads_share_two_arenas_instead_of_having_one_each() -> None:
    def arenas(how: str) -> int:
        done = subprocess.run([sys.executable, "-c", _ARENAS, how], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert arenas("each its own") > 2
    assert arenas("shared") <= 2
