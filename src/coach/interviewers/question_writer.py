"""Questions written by a language model: drafts, which are nothing before they pass the bank's gate."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from pydantic import BaseModel, JsonValue

from coach.domain.drafts import QuestionDraft, QuestionWish
from coach.domain.enums import QuestionType
from coach.interviewers.fence import fence, new_tag
from coach.interviewers.models.protocol import LanguageModel
from coach.interviewers.prompting import render
from coach.interviewers.question_forms import (
    BehavioralForm,
    BruteForceForm,
    CodingForm,
    ConceptForm,
    DesignForm,
    ParameterForm,
    SignatureForm,
    WrongSolutionsForm,
)

FIRST = "(none)"
SEED = 7
ASKED = {"id": "asked", "ask": "Did the candidate ask about something that the opening leaves open?"}
"""The one criterion of a coding question; the rest of it is measured."""
PROSE: dict[QuestionType, tuple[str, type[BaseModel]]] = {
    QuestionType.SYSTEM_DESIGN: ("generate_design", DesignForm),
    QuestionType.BEHAVIORAL: ("generate_behavioral", BehavioralForm),
    QuestionType.TECHNICAL_CONCEPT: ("generate_concept", ConceptForm),
}


class ModelQuestionWriter:
    """Writes one question per call. The brute force comes from a call that never sees the reference."""

    def __init__(self, model: LanguageModel, tag: Callable[[str], str] = new_tag) -> None:
        self._model = model
        self._tag = tag

    @property
    def name(self) -> str:
        return self._model.name

    async def write(self, wish: QuestionWish, problem: str = "") -> QuestionDraft:
        """A draft of the wished kind; `problem` is why an earlier one was turned down. Raises ModelFault."""
        about = {
            "concept": wish.concept.replace("-", " "),
            "difficulty": wish.difficulty.value,
            "earlier": fence(problem, self._tag("problem")) if problem else FIRST,
        }
        if wish.kind is QuestionType.CODING_PROBLEM:
            return await self._coding(about)
        name, form = PROSE[wish.kind]
        reply = await self._model.structured(render(name, **about), form)
        return QuestionDraft(fields=_fields(reply.value), prompts=(reply.prompt,))

    async def _coding(self, about: dict[str, str]) -> QuestionDraft:
        asked = await self._model.structured(render("generate_coding", **about), CodingForm)
        question = asked.value
        task = fence(_task(question), self._tag("task"))
        checked = await self._model.structured(render("generate_brute_force", task=task), BruteForceForm)
        reference = fence(question.reference, self._tag("program"))
        wrong = await self._model.structured(
            render("generate_wrong", task=task, reference=reference), WrongSolutionsForm
        )
        programs = {
            "solutions/python.py": question.reference,
            "brute_force.py": checked.value.brute_force,
            "generate.py": checked.value.generate,
            **{f"wrong/{each.name or 'unnamed'}.py": each.source for each in wrong.value.solutions},
        }
        fields = _coding_fields(question, list(checked.value.sizes))
        return QuestionDraft(fields=fields, programs=programs, prompts=(asked.prompt, checked.prompt, wrong.prompt))


def _task(question: CodingForm) -> str:
    """What a solver may know: statement, signature, how results are compared, and the inputs of the samples."""
    samples = [f"- {test.input}" for test in question.tests if test.group == "sample"]
    return "\n".join(
        [
            question.statement.strip(),
            "",
            f"Signature: {_signature(question.signature)}",
            f"Results are compared: {question.compare}",
            "Inputs of the samples:",
            *samples,
        ]
    )


def _signature(form: SignatureForm) -> str:
    if not form.class_name:
        return _call(form.function, form.params, form.returns)
    head = f"class {form.class_name}, made by {_call(form.class_name, form.constructor)}"
    return "\n".join([head, *(f"- {_call(each.name, each.params, each.returns)}" for each in form.methods)])


def _call(name: str, params: Sequence[ParameterForm], returns: str = "") -> str:
    given = ", ".join(f"{each.name}: {each.type}" for each in params)
    return f"{name}({given})" + (f" -> {returns}" if returns else "")


def _coding_fields(question: CodingForm, sizes: list[JsonValue]) -> dict[str, JsonValue]:
    fields = _fields(question)
    del fields["reference"]
    # What is empty belongs to the other shape, where even an empty field would be read as a choice.
    fields["signature"] = {name: value for name, value in question.signature.model_dump(mode="json").items() if value}
    tests = [{**test.model_dump(mode="json"), "input": json.loads(test.input)} for test in question.tests]
    perf: JsonValue = {"id": "large", "group": "perf", "n": sizes, "seed": SEED}
    return {**fields, "tests": list(tests), "generators": [perf], "rubric": {"communication": [dict(ASKED)]}}


def _fields(form: BaseModel) -> dict[str, JsonValue]:
    """A form as the fields of a question: criteria by dimension, and follow-ups that are always asked."""
    written: dict[str, Any] = form.model_dump(mode="json")
    if criteria := written.pop("criteria", None):
        rubric: dict[str, Any] = {}
        for criterion in criteria:
            rubric.setdefault(criterion["dimension"], []).append({"id": criterion["id"], "ask": criterion["ask"]})
        written["rubric"] = rubric
    written["follow_ups"] = [{**each, "when": "always"} for each in written["follow_ups"]]
    return written
