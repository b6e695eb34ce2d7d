"""Runs a candidate's Python code: loads it as the module `solution`, calls it case by case, reports plain data.

It serves in a process of its own, forked from the supervisor with the modules below already imported. Everything
here shares that process with the candidate's code, so nothing here is trusted by the host.
"""

import inspect
import os
import resource
import struct
import sys
import time
import types
from collections.abc import Callable
from typing import Any, NoReturn

from . import wire
from .python_values import ListNode, TreeNode, Unsuitable, to_plain, to_python

# Imported once by the supervisor, so that a candidate's import of them costs nothing. What is large and seldom used
# (decimal, fractions, statistics) is left out: every parked sandbox would hold it.
_COMMON_MODULES = (
    "abc array bisect collections.abc contextlib copy dataclasses datetime enum functools heapq io itertools json math "
    "numbers operator queue random re string textwrap threading traceback typing"
)
for _name in _COMMON_MODULES.split():
    __import__(_name)

VERSION = f"Python {sys.version.split()[0]}"
_FILE = "solution.py"
_RECURSION_LIMIT = 10_000
_LONGEST_ERROR = 500
_SOFT_SPARE_BYTES = 32 << 20
_TICKS_SECONDS = 0.02
_SURE_REPEATS, _SHORT_SECONDS = 3, 0.05
"""So many repeats in any case; more of them only while all together are short."""
_write, _exit = os.write, os._exit


def _clock() -> float:
    """CPU seconds so far: of this thread, and of all once others have worked.

    Under a CPU limit the kernel counts a process in ticks of some milliseconds, a thread exactly.
    """
    alone, together = time.thread_time(), time.process_time()
    return together if together > alone + _TICKS_SECONDS else alone


class Refused(Exception):
    """The code loads, but does not define what the question asks for."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def serve(requests: int, results: int) -> NoReturn:
    """Say that it is ready, load what the first request holds, then answer one request per case until none comes."""
    output, errors = _stream(1), _stream(2, buffering=1)
    sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), output, errors
    sys.setrecursionlimit(_RECURSION_LIMIT)
    _rehearse()
    _send(results, "O", {})
    kind, answer, solution = _load(wire.decode(_receive(requests)))
    while True:
        _flush(output, errors)
        _send(results, kind, answer)
        if solution is None:
            _exit(0)
        kind, answer = solution.answer(_receive(requests))


def _rehearse() -> None:
    """Do everything once: after a fork the first use of a page copies it, and that is better done before the job."""
    signature = {"function": "f", "class_name": "", "params": [{"name": "a", "type": "list<int>"}], "returns": "int"}
    prelude = {"source": "def f(a: list[int]) -> int:\n    return sum(a)\n", "repeats": 1}
    _, _, solution = _load(prelude | {"signature": signature | {"methods": [], "constructor": []}})
    if solution is not None:
        wire.encode(solution.answer(struct.pack(">d", 1.0) + wire.encode({"a": [1, 2]}))[1])
    sys.modules.pop("solution", None)


def _stream(descriptor: int, mode: str = "w", buffering: int = -1) -> Any:
    return open(descriptor, mode, buffering, "utf-8", "backslashreplace", closefd=False)


def _receive(requests: int) -> bytes:
    (length,) = struct.unpack(">I", _take(requests, 4))
    return _take(requests, length)


def _take(requests: int, length: int) -> bytes:
    taken = bytearray()
    while len(taken) < length:
        chunk = os.read(requests, min(1 << 20, length - len(taken)))
        if not chunk:
            _exit(0)
        taken += chunk
    return bytes(taken)


def _send(results: int, kind: str, answer: dict[str, Any]) -> None:
    try:
        body = wire.encode(answer)
    except (ValueError, RecursionError, MemoryError) as error:
        kind, body = "E", wire.encode({"error": f"the returned value cannot be sent: {error}"})
    rest = memoryview(struct.pack(">IB", len(body), ord(kind)) + body)
    while rest:
        rest = rest[_write(results, rest) :]


def _flush(*streams: Any) -> None:
    for stream in (sys.stdout, sys.stderr, *streams):
        try:
            stream.flush()
        except Exception:  # noqa: S112 – the candidate's own stream, or a closed one
            continue


class Solution:
    """A loaded solution: the callable that the question names, with the types around it."""

    def __init__(self, entry: Callable[..., Any], signature: dict[str, Any], repeats: int) -> None:
        self._entry = entry
        self._signature = signature
        self._repeats = repeats
        self._methods = {method["name"]: method for method in signature["methods"]}

    def answer(self, request: bytes) -> tuple[str, dict[str, Any]]:
        """Run one case as often as wanted while its time allows; its CPU time is the least."""
        call = self._operate if self._signature["class_name"] else self._call
        began = _clock()
        (limit,) = struct.unpack(">d", request[:8])
        try:
            value, least = call(request[8:])
            for number in range(1, self._repeats):
                spent = _clock() - began
                if spent + 2 * least > limit or (number >= _SURE_REPEATS and spent > _SHORT_SECONDS):
                    break
                least = min(least, call(request[8:])[1])
        except MemoryError:
            return _memory_is_full()
        except Unsuitable as error:
            return "E", {"error": str(error)}
        except SystemExit as error:
            _leave(error)
        except BaseException as error:
            return "E", _described(error)
        return "R", {"value": value, "cpu": least}

    def _call(self, request: bytes) -> tuple[Any, float]:
        given = wire.decode(request)
        parameters = self._signature["params"]
        arguments = [to_python(each["type"], given[each["name"]]) for each in parameters]
        entry = self._entry
        began = _clock()
        value = entry(*arguments)
        seconds = _clock() - began
        returns = self._signature["returns"]
        if returns == "void":
            return to_plain(parameters[0]["type"], arguments[0]), seconds
        return to_plain(returns, value), seconds

    def _operate(self, request: bytes) -> tuple[Any, float]:
        operations = wire.decode(request)["operations"]
        prepared = [(name, self._arguments(name, given)) for name, given in operations]
        target: Any = None
        values: list[Any] = []
        seconds = 0.0
        for name, arguments in prepared:
            made = name == self._signature["class_name"]
            call = self._entry if made else getattr(target, name)
            began = _clock()
            value = call(*arguments)
            seconds += _clock() - began
            returns = "void" if made else self._methods[name]["returns"]
            target = value if made else target
            # Taken at once: a later operation may change what an earlier one returned.
            values.append(None if returns == "void" else to_plain(returns, value))
        return values, seconds

    def _arguments(self, name: str, given: list[Any]) -> list[Any]:
        made = name == self._signature["class_name"]
        parameters = self._signature["constructor"] if made else self._methods[name]["params"]
        return [to_python(each["type"], value) for each, value in zip(parameters, given, strict=True)]


def _load(prelude: dict[str, Any]) -> tuple[str, dict[str, Any], Solution | None]:
    module = types.ModuleType("solution")
    module.__file__ = _FILE
    module.__dict__.update(ListNode=ListNode, TreeNode=TreeNode)
    sys.modules["solution"] = module
    given = set(module.__dict__)
    try:
        exec(compile(prelude["source"], _FILE, "exec", dont_inherit=True), module.__dict__)
        entry = _find_entry(module, prelude["signature"], given)
    except Refused as error:
        return "L", {"error": str(error), "line": error.line}, None
    except MemoryError:
        return "L", {"error": "used up its memory while loading", "line": None}, None
    except SystemExit as error:
        _leave(error)
    except BaseException as error:
        return "L", _described(error), None
    return "O", {}, Solution(entry, prelude["signature"], prelude["repeats"])


def _find_entry(module: types.ModuleType, signature: dict[str, Any], given: set[str]) -> Callable[..., Any]:
    name = signature["function"] or signature["class_name"]
    wanted = f"the {'function' if signature['function'] else 'class'} {name}"
    defined = [each for each, value in module.__dict__.items() if each not in given and _is_own(value)]
    if name not in module.__dict__:
        found = f"it defines {', '.join(defined[:8])}" if defined else "it defines no function or class"
        raise Refused(f"{wanted} is expected; {found}")
    entry: Callable[..., Any] = module.__dict__[name]
    if not callable(entry):
        raise Refused(f"{wanted} is expected, but {name} is {type(entry).__name__}")
    if signature["function"]:
        _check_parameters(entry, name, signature["params"])
        return entry
    if not isinstance(entry, type):
        raise Refused(f"{wanted} is expected, but {name} is a {type(entry).__name__}", _line(entry))
    _check_parameters(entry, name, signature["constructor"])
    for method in signature["methods"]:
        _check_method(entry, method)
    return entry


def _is_own(value: Any) -> bool:
    return getattr(value, "__module__", None) == "solution" and callable(value)


def _check_method(entry: type, method: dict[str, Any]) -> None:
    function = getattr(entry, method["name"], None)
    if not callable(function):
        own = [each for each in vars(entry) if not each.startswith("__")]
        found = f"it has {', '.join(own[:8])}" if own else "it has none"
        raise Refused(f"the class {entry.__name__} needs a method {method['name']}; {found}")
    bound = isinstance(inspect.getattr_static(entry, method["name"]), staticmethod | classmethod)
    _check_parameters(function, f"{entry.__name__}.{method['name']}", method["params"], () if bound else (None,))


def _check_parameters(
    function: Callable[..., Any], name: str, parameters: list[dict[str, Any]], own: tuple[None, ...] = ()
) -> None:
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError):
        return
    try:
        signature.bind(*own, *parameters)
    except TypeError:
        names = ", ".join(each["name"] for each in parameters)
        has = ", ".join(list(signature.parameters)[len(own) :]) or "none"
        raise Refused(
            f"{name} is called with {len(parameters)} argument{'s' * (len(parameters) != 1)} ({names or 'none'}),"
            f" but its parameters are: {has}",
            _line(function),
        ) from None


def _line(function: Any) -> int | None:
    code = getattr(function, "__code__", None)
    return code.co_firstlineno if code and code.co_filename == _FILE else None


def _described(error: BaseException) -> dict[str, Any]:
    """Type and message in one line, with the innermost line of the candidate's file."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    message = ""
    if isinstance(error, SyntaxError):
        line = error.lineno if error.filename in {_FILE, None} else line
        message = str(error.msg)
    else:
        try:
            message = str(error)
        except BaseException:
            message = "(its message cannot be shown)"
    text = " ".join(f"{type(error).__name__}: {message}".split()).removesuffix(":")
    if isinstance(error, RecursionError):
        text = f"RecursionError: deeper than {sys.getrecursionlimit():,} calls"
    return {"error": text[:_LONGEST_ERROR].encode("utf-8", "backslashreplace").decode("utf-8"), "line": line}


def _memory_is_full() -> tuple[str, dict[str, Any]]:
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft != resource.RLIM_INFINITY:
        resource.setrlimit(resource.RLIMIT_DATA, (min(hard, soft + _SOFT_SPARE_BYTES), hard))
    return "M", {"error": "MemoryError"}


def _leave(error: SystemExit) -> NoReturn:
    code = error.code
    _flush()
    _exit(code & 255 if isinstance(code, int) else 0 if code is None else 1)
