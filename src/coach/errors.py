"""Every error a person can meet, as one tree.

    CoachError                  70  COACH-700  a bug of ours
    ├── BadInput                 2  COACH-200  an argument or request that cannot be used
    │   ├── BadSettings          2  COACH-201  a settings file or variable
    │   ├── ContentError         2  COACH-202  a question, pattern, script or tests file: file, field, line
    │   └── EditorFailed         2  COACH-203  no editor, or one that failed
    ├── RunnerUnavailable        3  COACH-301  no engine or sandbox where one is needed
    │   └── LanguageUnavailable  3  COACH-302  a language that this way of running code does not have
    ├── ModelUnavailable         4  COACH-401  a language model that was required and failed
    ├── NotFound                 5  COACH-501  no such session, question, company …
    ├── IllegalTransition        5  COACH-502  not possible in this state
    ├── StoreError               6  COACH-601  disk or database
    │   ├── Conflict             6  COACH-602  somebody else changed the session first
    │   └── KeyLost              6  COACH-603  the encryption key does not open the data
    └── Forbidden                7  COACH-701  not allowed, or consent is missing
        ├── Unauthenticated      7  COACH-702  no token, or none that is good
        └── Limited              7  COACH-703  too many requests, or too large a one

The number is the exit code of the command line; the code is stable and searchable.
"""

from typing import ClassVar


class CoachError(Exception):
    """An error with a sentence for the person: what happened, why, and the next step."""

    exit_code: ClassVar[int] = 70
    code: ClassVar[str] = "COACH-700"

    def __init__(self, message: str, *, why: str = "", fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.why = why
        self.fix = fix
        self.kept = False
        """Whether what was handed in is stored all the same, so that it is not to be handed in again."""

    @property
    def in_a_line(self) -> str:
        """What happened and why, where there is room for one line only."""
        return " – ".join(part for part in (self.message, self.why) if part)


class BadInput(CoachError):
    exit_code = 2
    code = "COACH-200"


class BadSettings(BadInput):
    code = "COACH-201"


class ContentError(BadInput):
    """A content file that does not hold what it should; names file, field and line where known."""

    code = "COACH-202"

    def __init__(
        self,
        message: str,
        *,
        file: str = "",
        field: str = "",
        line: int | None = None,
        why: str = "",
        fix: str = "",
    ) -> None:
        self.file = file
        self.field = field
        self.line = line
        place = file + (f":{line}" if line else "")
        super().__init__(
            "  ".join(part for part in (place, field) if part) + (" – " if place or field else "") + message,
            why=why,
            fix=fix,
        )


class EditorFailed(BadInput):
    code = "COACH-203"


class RunnerUnavailable(CoachError):
    exit_code = 3
    code = "COACH-301"


class LanguageUnavailable(RunnerUnavailable):
    code = "COACH-302"


class ModelUnavailable(CoachError):
    exit_code = 4
    code = "COACH-401"


class NotFound(CoachError):
    exit_code = 5
    code = "COACH-501"


class IllegalTransition(CoachError):
    exit_code = 5
    code = "COACH-502"


class StoreError(CoachError):
    exit_code = 6
    code = "COACH-601"


class Conflict(StoreError):
    code = "COACH-602"


class KeyLost(StoreError):
    code = "COACH-603"


class Forbidden(CoachError):
    exit_code = 7
    code = "COACH-701"


class Unauthenticated(Forbidden):
    code = "COACH-702"


class Limited(Forbidden):
    code = "COACH-703"
