"""How one language's harness is spoken to: the load request, a case, and the answers to them."""

import math
import struct
from typing import Any, NamedTuple, Protocol

from coach.domain.execution import CaseInput, RunRequest
from coach.domain.signature import Parameter, Signature
from coach.errors import BadInput
from coach.languages.language import Language
from coach.sandbox import typed
from coach.sandbox.guest import wire
from coach.sandbox.typed import Malformed

__all__ = ["JSON", "TEXT", "TYPED", "Malformed", "Returned", "Wire", "wire_of"]

_CASE_HEAD = struct.Struct(">dI")
_LINE = struct.Struct(">i")


class Returned(NamedTuple):
    """What a call returned, as plain data, and the CPU seconds that the harness measured."""

    value: Any
    cpu: float


class Wire(Protocol):
    def prelude(self, request: RunRequest, driver: str) -> bytes: ...

    def case(self, request: RunRequest, case: CaseInput, limit: float) -> bytes:
        """Raises BadInput for a value that the language cannot hold."""
        ...

    def returned(self, signature: Signature, case: CaseInput, body: bytes) -> Returned:
        """Raises Malformed."""
        ...

    def error(self, body: bytes) -> tuple[str, int | None]:
        """An error and the candidate's line. Raises Malformed."""
        ...


class _Json:
    """Python's own: integers of any length, and values of any type come back."""

    def prelude(self, request: RunRequest, driver: str) -> bytes:
        return wire.encode(
            {
                "source": request.source,
                "signature": request.signature.model_dump(mode="json"),
                "repeats": request.repeats,
            }
        )

    def case(self, request: RunRequest, case: CaseInput, limit: float) -> bytes:
        return struct.pack(">d", limit) + wire.encode(case.input)

    def returned(self, signature: Signature, case: CaseInput, body: bytes) -> Returned:
        answer = self._answer(body)
        cpu = answer.get("cpu")
        if not isinstance(cpu, float) or "value" not in answer:
            raise Malformed
        return Returned(answer["value"], cpu)

    def error(self, body: bytes) -> tuple[str, int | None]:
        answer = self._answer(body)
        error, line = answer.get("error"), answer.get("line")
        if not isinstance(error, str) or not isinstance(line, int | None):
            raise Malformed
        return error, line

    def _answer(self, body: bytes) -> dict[str, Any]:
        try:
            answer = wire.decode(body)
        except (ValueError, RecursionError):
            raise Malformed from None
        if not isinstance(answer, dict):
            raise Malformed
        return answer


class _Typed:
    """Bytes whose layout the signature says; see `coach.sandbox.typed`."""

    def prelude(self, request: RunRequest, driver: str) -> bytes:
        texts = (request.source, driver, request.signature.model_dump_json())
        return b"".join(typed.encode("string", text) for text in texts)

    def case(self, request: RunRequest, case: CaseInput, limit: float) -> bytes:
        head = _CASE_HEAD.pack(limit, request.repeats)
        try:
            return head + self._input(request.signature, case)
        except ValueError as error:
            raise BadInput(
                f"Case {case.id} cannot be given to {request.language.value} code.", why=str(error)
            ) from error

    def _input(self, signature: Signature, case: CaseInput) -> bytes:
        if not signature.is_class:
            return b"".join(typed.encode(each.type, case.input[each.name]) for each in signature.params)
        operations = _operations(case)
        out = bytearray(struct.pack(">I", len(operations)))
        for name, arguments in operations:
            position = _position(signature, name)
            out += struct.pack(">I", position)
            for each, value in zip(_parameters(signature, position), arguments, strict=True):
                out += typed.encode(each.type, value)
        return bytes(out)

    def returned(self, signature: Signature, case: CaseInput, body: bytes) -> Returned:
        reader = typed.Reader(body)
        try:
            cpu = reader.double()
            value = self._value(signature, case, reader)
        except (struct.error, MemoryError):
            raise Malformed from None
        if not reader.is_done:
            raise Malformed
        return Returned(value, cpu)

    def _value(self, signature: Signature, case: CaseInput, reader: typed.Reader) -> Any:
        if not signature.is_class:
            kind = signature.params[0].type if signature.returns == "void" else signature.returns
            return reader.value(kind)
        values = []
        for name, _ in _operations(case):
            position = _position(signature, name)
            returns = signature.methods[position - 1].returns if position else "void"
            values.append(None if returns == "void" else reader.value(returns))
        return values

    def error(self, body: bytes) -> tuple[str, int | None]:
        if len(body) < _LINE.size:
            raise Malformed
        (line,) = _LINE.unpack_from(body)
        return body[_LINE.size :].decode("utf-8", "replace"), line if line > 0 else None


def _operations(case: CaseInput) -> list[tuple[str, list[Any]]]:
    given: Any = case.input["operations"]
    return [(str(name), list(arguments)) for name, arguments in given]


def _position(signature: Signature, name: str) -> int:
    """0 for the constructor, else which method it is, from 1. Raises ValueError."""
    if name == signature.class_name:
        return 0
    return 1 + [each.name for each in signature.methods].index(name)


def _parameters(signature: Signature, position: int) -> tuple[Parameter, ...]:
    return signature.methods[position - 1].params if position else signature.constructor


class _Text:
    """A whole program's: the case is what it reads, the result what it prints."""

    def prelude(self, request: RunRequest, driver: str) -> bytes:
        return b""

    def case(self, request: RunRequest, case: CaseInput, limit: float) -> bytes:
        return str(case.input["stdin"]).encode("utf-8", "replace")

    def returned(self, signature: Signature, case: CaseInput, body: bytes) -> Returned:
        # Only the supervisor's clock knows what a whole process took.
        return Returned(body.decode("utf-8", "replace"), math.nan)

    def error(self, body: bytes) -> tuple[str, int | None]:
        raise Malformed


JSON: Wire = _Json()
TYPED: Wire = _Typed()
TEXT: Wire = _Text()


def wire_of(language: Language, signature: Signature) -> Wire:
    if signature.stdio:
        return TEXT
    return JSON if language.run.wire == "json" else TYPED
