"""The first look at an answer, before any reader: is there one at all, and is it the candidate's own?"""

import re

from coach.domain.coding import CodingQuestion
from coach.domain.enums import ProgrammingLanguage
from coach.domain.feedback import GateResult
from coach.domain.starter import starter
from coach.domain.transcript import QuestionTranscript
from coach.evaluation.gibberish import is_gibberish
from coach.evaluation.instructions import strip_instructions
from coach.evaluation.process import NOTHING_TO_SAY
from coach.evaluation.quality import calls_something, defines_something, parsed
from coach.evaluation.record import comments, copied_share, question_text, without_copies
from coach.evaluation.words import given_words, words_of

__all__ = ["check", "strip_instructions"]

COPIED_SHARE = 0.7
"""So much of an answer, in rows of three words, taken from the question makes it a copy,"""
OWN_WORDS = 8
"""unless so many content words of its own are left."""
LEFT_OF_INSTRUCTION = 3
"""Fewer content words than this beside an instruction to the grader are no answer."""
SYMBOLS = re.compile(r"[\W_]{1,3}")
OTHER_REMARKS = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)


def check(transcript: QuestionTranscript) -> GateResult:
    """Whether the answer is to be judged, and if not, why. Code counts as an answer to a coding question."""
    code = _code_result(transcript, transcript.bank) if isinstance(transcript.bank, CodingQuestion) else None
    if code is GateResult.PASSED:
        return code
    written = [response.response_text for response in transcript.responses]
    text = "\n".join(part for part in written if not _is_nothing(part))
    if not text.strip():
        return code or GateResult.NOT_ANSWERED
    return _text_result(text, question_text(transcript))


def _is_nothing(text: str) -> bool:
    plain = text.strip()
    return not plain or bool(NOTHING_TO_SAY.fullmatch(plain)) or bool(SYMBOLS.fullmatch(plain))


def _text_result(text: str, question: str) -> GateResult:
    kept, instructed = strip_instructions(text)
    if instructed and len(words_of(kept).content) < LEFT_OF_INSTRUCTION:
        return GateResult.INSTRUCTION_ONLY
    if is_gibberish(kept):
        return GateResult.GIBBERISH
    return GateResult.COPIED if _is_copied(kept, question) else GateResult.PASSED


def _is_copied(text: str, question: str) -> bool:
    """Whether hardly anything is left of an answer without the question's own words."""
    asked = given_words(question)
    if copied_share([token.stem for token in words_of(text).tokens], asked.threes) < COPIED_SHARE:
        return False
    return len(words_of(without_copies(text, question)).content - asked.content) < OWN_WORDS


def _code_result(transcript: QuestionTranscript, bank: CodingQuestion) -> GateResult | None:
    """PASSED for code that does anything; None when there is none, or only the starter."""
    found: GateResult | None = None
    for response in transcript.responses:
        code = response.code_solution or ""
        if not code.strip():
            continue
        language = response.language or ProgrammingLanguage.PYTHON
        result = _judged_code(code, language, bank)
        if result is GateResult.PASSED:
            return result
        found = found or result
    return found


def _judged_code(code: str, language: ProgrammingLanguage, bank: CodingQuestion) -> GateResult | None:
    plain = without_comments(code, language)
    if not re.search(r"\w", plain):
        _, instructed = strip_instructions(comments(code, language))
        return GateResult.INSTRUCTION_ONLY if instructed else None
    if _is_starter(plain, language, bank):
        return None
    tree = parsed(code) if language is ProgrammingLanguage.PYTHON else None
    if tree is not None:
        answers = calls_something(tree) if bank.signature.stdio else defines_something(tree)
        return GateResult.PASSED if answers else None
    return GateResult.GIBBERISH if _is_noise(plain) else GateResult.PASSED


def _is_noise(code: str) -> bool:
    """Letters without any sign that code is made of."""
    return not re.search(r"[=(){}\[\]:;<>+*]", code) and is_gibberish(code)


def _is_starter(code: str, language: ProgrammingLanguage, bank: CodingQuestion) -> bool:
    given = without_comments(starter(bank.signature, language), language)
    return "".join(code.split()) == "".join(given.split())


def without_comments(code: str, language: ProgrammingLanguage) -> str:
    """Code with its remarks taken out; good enough to compare, not to run."""
    if language is ProgrammingLanguage.PYTHON:
        return "\n".join(line for line in code.splitlines() if not line.lstrip().startswith("#"))
    return OTHER_REMARKS.sub("", code)
