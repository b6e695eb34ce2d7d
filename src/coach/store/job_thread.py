"""One thread that does what it is handed, in order and to the end."""

import threading
from collections.abc import Callable
from queue import SimpleQueue

Job = Callable[[], object]
"""Raises nothing."""


class JobThread:
    """What a ThreadPoolExecutor of one thread is, without a future, a condition and two locks for each job."""

    def __init__(self, name: str) -> None:
        """The thread is started by the first job."""
        self._name = name
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._ended = False

    def put(self, job: Job) -> bool:
        """Hand in a job; False when the thread ends and takes no more."""
        with self._guard:
            if self._ended:
                return False
            if self._thread is None:
                # The interpreter waits for all but daemons before it comes to what calls finish: for ever.
                thread = threading.Thread(target=_work, args=(self._jobs,), name=self._name, daemon=True)
                thread.start()
                self._thread = thread
            self._jobs.put(job)
        return True

    def end(self, last: Job | None = None) -> bool:
        """Take no more, and end when all is done, `last` too. False, without doing that, where nothing ever was."""
        with self._guard:
            if self._ended or self._thread is None:
                self._ended = True
                return False
            self._ended = True
            if last:
                self._jobs.put(last)
            self._jobs.put(None)
        return True

    def finish(self) -> None:
        """Wait until all that was handed in is done: for whoever goes without having ended the thread.

        Made for `weakref.finalize`, which calls it also when the interpreter ends, while daemons still run.
        """
        self.end()
        if self._thread and self._thread is not threading.current_thread():
            self._thread.join()


def _work(jobs: "SimpleQueue[Job | None]") -> None:
    while (job := jobs.get()) is not None:
        job()
        # Or what the job refers to, the owner of this thread, would live until the next.
        del job
