"""Work done apart: in child processes, with limits, so that a call that hangs, crashes or grows costs only itself.

Each child has a pipe of its own and one call at a time. Pools that share one queue are simpler, but there a child that
dies while half of its result is in the pipe takes the results of all others with it.
"""

import atexit
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

A = TypeVar("A")
R = TypeVar("R")

_AHEAD = 64
"""Calls begun before their turn: enough to keep the children busy while the caller writes what came before."""
_AHEAD_WEIGHT = 64_000_000
_START_SECONDS = 60.0
_IDLE_SECONDS = 60.0
"""A child that has nothing to do for so long ends itself."""
_GRACE = 10.0
"""Seconds of processor time beyond the limit, after which the system itself ends a child whose parent is gone."""
_MAIN = "import sys; sys.path[:] = sys.argv[2:]; from index.apart import serve; serve(int(sys.argv[1]))"


class Loss(Enum):
    """Why a call gave nothing."""

    TIME = "time"
    MEMORY = "memory"
    DEATH = "death"
    START = "start"


@dataclass(frozen=True, slots=True)
class Lost:
    """A call that gave nothing."""

    loss: Loss
    detail: str = ""
    """The signal or exit code of the child, or why none could be started."""


@dataclass(frozen=True, slots=True)
class Call(Generic[A]):
    """One call to make."""

    argument: A
    seconds: float
    """After which it is given up."""
    weight: int = 0
    """About how many bytes its result takes: bounds how many are made ahead."""


@dataclass(frozen=True, slots=True)
class _Reply(Generic[R]):
    value: R | Lost
    worn_out: bool
    """The child holds memory that it may not give back."""


class Apart(Generic[A, R]):
    """Calls one function in child processes, each with at most `memory` bytes of address space.

    The function and its arguments are pickled, so the function must be at the top of a module. Children are started
    when needed, and kept for a while for the next call. They are new interpreters, not forks: the caller may have any
    number of threads.
    """

    def __init__(self, function: Callable[[A], R], memory: int) -> None:
        self._function = function
        self._memory = memory
        self._lock = threading.Lock()
        self._idle: list[_Child[A, R]] = []
        atexit.register(self.close)

    def warm(self) -> None:
        """Start a child, without waiting for it: by the time of the first call it is ready."""
        child: _Child[A, R] = _Child(self._function, self._memory)
        with suppress(OSError):  # told to whoever calls
            child.begin()
            with self._lock:
                self._idle.append(child)

    def map(self, calls: Iterable[Call[A]], processes: int) -> Generator[R | Lost]:
        """What each call gave, in the order of the calls, up to `processes` of them running at once.

        A caller that stops before the end closes the iterator; what still runs is then killed.
        """
        run: _Run[A, R] = _Run()
        pending: deque[tuple[int, Future[R | Lost]]] = deque()
        weight = 0
        threads = ThreadPoolExecutor(processes, thread_name_prefix="apart")
        try:
            for call in calls:
                while pending and (len(pending) >= _AHEAD or weight + call.weight > _AHEAD_WEIGHT):
                    freed, future = pending.popleft()
                    weight -= freed
                    yield future.result()
                pending.append((call.weight, threads.submit(self._call, call, run)))
                weight += call.weight
            while pending:
                yield pending.popleft()[1].result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            run.stop()
            threads.shutdown()

    def close(self) -> None:
        """End the children that wait for calls."""
        with self._lock:
            idle, self._idle = self._idle, []
        for child in idle:
            child.end()

    def _call(self, call: Call[A], run: "_Run[A, R]") -> R | Lost:
        with self._lock:
            used = bool(self._idle)
            child = self._idle.pop() if used else None
        value = self._ask(child or _Child(self._function, self._memory), call, run)
        # What an earlier call left behind in the child must not be held against this one.
        if used and isinstance(value, Lost) and value.loss in (Loss.MEMORY, Loss.DEATH):
            return self._ask(_Child(self._function, self._memory), call, run)
        return value

    def _ask(self, child: "_Child[A, R]", call: Call[A], run: "_Run[A, R]") -> R | Lost:
        with run.using(child):
            reply = child.ask(call)
        if isinstance(reply, Lost):
            child.end()
            return reply
        if reply.worn_out:
            child.end()
        else:
            with self._lock:
                self._idle.append(child)
        return reply.value


class _Run(Generic[A, R]):
    """The children at work for one caller."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy: set[_Child[A, R]] = set()
        self._stopped = False

    @contextmanager
    def using(self, child: "_Child[A, R]") -> Iterator[None]:
        """The child is at work; it is dead when everything has been stopped."""
        with self._lock:
            self._busy.add(child)
            stopped = self._stopped
        if stopped:
            child.end()
        yield
        with self._lock:
            self._busy.discard(child)

    def stop(self) -> None:
        """End all that is at work, and all that would begin."""
        with self._lock:
            self._stopped = True
            busy = list(self._busy)
        for child in busy:
            child.end()


class _Child(Generic[A, R]):
    """One child process, started with its first call at the latest. Used by one thread at a time; any thread may end it."""

    def __init__(self, function: Callable[[A], R], memory: int) -> None:
        self._function = function
        self._memory = memory
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._ready = False
        self._ended = False

    def ask(self, call: Call[A]) -> _Reply[R] | Lost:
        """The reply to a call, or why there is none; the child is of no use after that."""
        try:
            connection = self._connection or self.begin()
            if not self._ready:
                self._await(connection)
        except EOFError:
            return Lost(Loss.START, self._last_words())
        except OSError as error:  # such as: no more processes
            return Lost(Loss.START, str(error))
        try:
            connection.send(call)
            if not connection.poll(call.seconds):
                return Lost(Loss.TIME)
            reply: _Reply[R] = connection.recv()
        except (OSError, EOFError):
            return Lost(Loss.DEATH, self._last_words())
        return reply

    def end(self) -> None:
        """Kill the process, with all that it started."""
        with self._lock:
            self._ended = True
            process = self._process
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # also what is left of its group when it is dead itself
            process.wait()

    def begin(self) -> "Connection":
        """Start the process. Raises OSError when there can be no more, EOFError when the child was ended."""
        from multiprocessing import Pipe

        ours, theirs = Pipe()
        command = [sys.executable, "-c", _MAIN, str(theirs.fileno()), *sys.path]
        with self._lock, theirs:
            if self._ended:
                raise EOFError
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command,
                stdin=subprocess.DEVNULL,
                stdout=2,  # standard output is for what the command answers, whatever a library prints
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # out of reach of the terminal's Ctrl-C, and to be killed with all it started
                # Several processes share the cores: more threads in each would only get in their way.
                env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
            )
        ours.send((self._function, self._memory))
        self._connection = ours
        return ours

    def _await(self, connection: "Connection") -> None:
        """Wait until the child has loaded what it needs: the time for that is not the first call's."""
        if not connection.poll(_START_SECONDS):
            raise TimeoutError(f"{_START_SECONDS:.0f} s")
        connection.recv()
        self._ready = True

    def _last_words(self) -> str:
        """How the process ended."""
        if self._process is None:
            return ""
        try:
            code = self._process.wait(1)
        except subprocess.TimeoutExpired:
            return ""
        return signal.Signals(-code).name if code < 0 else str(code)


def serve(descriptor: int) -> None:
    """What a child does: answer calls until there are no more, or the parent is gone."""
    import resource
    from multiprocessing.connection import Connection

    os.set_inheritable(descriptor, False)
    connection: Connection = Connection(descriptor)
    try:
        function, memory = connection.recv()
    except (EOFError, ConnectionError):
        return  # the parent was killed before it said what to do
    for limit, value in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(limit)[1]
        resource.setrlimit(limit, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    try:
        connection.send(None)
        while connection.poll(_IDLE_SECONDS):
            call = connection.recv()
            _limit_processor_time(call.seconds)
            connection.send_bytes(_answer(function, call.argument, memory))
    except (EOFError, ConnectionError):
        return


def _limit_processor_time(seconds: float) -> None:
    """End by the system what neither ends itself nor is ended by the parent, because that was killed."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    cores = os.cpu_count() or 1
    soft = int(used.ru_utime + used.ru_stime + cores * (seconds + _GRACE))
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _peak() -> int:
    """The most memory, in bytes, that this process has held itself.

    Its `ru_maxrss` begins with what the parent held when it started the child: it serves where there is no /proc.
    """
    import resource

    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _answer(function: Callable[[A], R], argument: A, memory: int) -> bytes:
    """The reply, pickled: that takes memory, too."""
    import pickle

    try:
        value = function(argument)
        return pickle.dumps(_Reply(value, worn_out=_peak() > memory / 2), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(_Reply(Lost(Loss.MEMORY), worn_out=True))
