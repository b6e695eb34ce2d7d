"""Texts made from a signature and a language's data: types, names, starters and drivers."""

import re
import textwrap
from collections.abc import Iterable, Sequence
from string import Template

from coach.languages.language import Case, Driver, Language, Templates
from coach.languages.shape import MethodShape, ParameterShape, SignatureShape, inside, node_types, outside


def fill(template: str, **words: object) -> str:
    """A template with its `$words` filled in; a word that stands alone on its line is indented as a block."""
    lines = []
    for line in template.strip("\n").split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        name = line.strip().removeprefix("$")
        if line.strip() == f"${name}" and name in words:
            block = str(words[name])
            if block:
                lines.append(textwrap.indent(block, indent))
        else:
            lines.append(Template(line).substitute(words))
    return "\n".join(lines)


def identifier(language: Language, name: str, case: Case) -> str:
    """A snake_case name as the language writes it."""
    written = name
    if case != "snake":
        first, *rest = name.split("_")
        written = "".join([first if case == "camel" else first.capitalize(), *(part.capitalize() for part in rest)])
    return f"{written}_" if written in language.reserved else written


def type_name(language: Language, kind: str, *, boxed: bool = False) -> str:
    """How the language spells a type of a signature."""
    outer, inner = outside(kind), inside(kind)
    item = type_name(language, inner, boxed=outer in language.boxes) if inner else ""
    spelled = language.boxed[outer] if boxed and outer in language.boxed else language.types[outer]
    return Template(spelled).substitute(item=item)


def parameter_type(language: Language, kind: str, *, changed: bool = False) -> str:
    """As `type_name`, for a parameter."""
    outer, inner = outside(kind), inside(kind)
    special = {**language.passed, **(language.changed if changed else {})}
    if outer not in special:
        return type_name(language, kind)
    return Template(special[outer]).substitute(item=type_name(language, inner) if inner else "")


def nodes(language: Language, signature: SignatureShape) -> str:
    """The definitions of the node types that a signature uses."""
    parts = [
        fill(language.nodes[outer], item=type_name(language, inner))
        for outer, inner in node_types(signature)
        if outer in language.nodes
    ]
    return "\n\n".join(parts)


class _Words:
    """The words that the templates of one function or method can use."""

    def __init__(
        self, language: Language, templates: Templates, params: Sequence[ParameterShape], returns: str, in_place: bool
    ) -> None:
        self.language = language
        self.templates = templates
        self.params = params
        self.returns = returns
        self.in_place = in_place

    def _name(self, parameter: ParameterShape) -> str:
        return identifier(self.language, parameter.name, self.language.names.parameter)

    def _each(self, template: str) -> list[str]:
        return [
            fill(
                template,
                name=self._name(each),
                type=parameter_type(self.language, each.type, changed=self.in_place and position == 0),
            )
            for position, each in enumerate(self.params)
            if template
        ]

    def starter(self) -> dict[str, str]:
        params = self._each(self.templates.parameter)
        docs = self._each(self.templates.doc)
        returns = type_name(self.language, self.returns)
        if self.templates.returned and self.returns != "void":
            docs.append(fill(self.templates.returned, type=returns))
        return {
            "params": ", ".join(params),
            "more_params": "".join(f", {each}" for each in params),
            "docs": "\n".join(docs),
            "returns": returns,
            "result": fill(self.templates.result, type=returns) if self.returns != "void" else "",
        }

    def driver(self, driver: Driver, call: str, **names: str) -> dict[str, str]:
        variables = [f"a{position}" for position in range(len(self.params))]
        types = [type_name(self.language, each.type) for each in self.params]
        hand = [
            fill(driver.changed if self.in_place and driver.changed and not position else driver.argument, var=variable)
            for position, variable in enumerate(variables)
        ]
        void = self.returns == "void"
        called = fill(call, args=", ".join(hand), **names)
        written = ""
        if not void:
            written = fill(driver.write, var="result", type=type_name(self.language, self.returns), kind=self.returns)
        elif self.in_place:
            written = fill(driver.write, var="a0", type=types[0], kind=self.params[0].type)
        return {
            "reads": "\n".join(
                fill(driver.read, var=variable, type=kind, kind=each.type)
                for variable, kind, each in zip(variables, types, self.params, strict=True)
            ),
            "args": ", ".join(hand),
            "call": called,
            "step": fill(driver.void_step if void else driver.step, call=called),
            "write": written,
        }


def starter(language: Language, signature: SignatureShape) -> str:
    """The source that a candidate starts from."""
    if signature.stdio:
        return language.stdio.starter.lstrip("\n") if language.stdio else ""
    templates = language.starter
    if signature.class_name:
        made = _Words(language, templates, signature.constructor, "void", False).starter()
        methods = [_starter_method(language, signature, each) for each in signature.methods]
        text = fill(templates.class_, name=signature.class_name, methods="\n\n".join(methods), **made)
    else:
        words = _Words(language, templates, signature.params, signature.returns, signature.returns == "void")
        name = identifier(language, signature.function, language.names.function)
        text = fill(templates.function, name=name, **words.starter())
    return _commented(language, nodes(language, signature)) + text + "\n"


def _starter_method(language: Language, signature: SignatureShape, method: MethodShape) -> str:
    words = _Words(language, language.starter, method.params, method.returns, False).starter()
    name = identifier(language, method.name, language.names.method)
    return fill(language.starter.method, name=name, **{"class": signature.class_name}, **words)


def _commented(language: Language, text: str) -> str:
    """The definition of a node type that is there already, as a remark."""
    lines: Iterable[str] = text.split("\n") if text else ()
    return "".join(f"{language.comment} {line}".rstrip() + "\n" for line in lines) + ("\n" if text else "")


def driver(language: Language, signature: SignatureShape) -> str:
    """The source that calls a solution; empty for a language whose harness reads the signature itself."""
    if (texts := language.driver) is None or signature.stdio:
        return ""
    head = fill(texts.head, nodes=nodes(language, signature))
    if signature.class_name:
        made = _Words(language, texts, signature.constructor, "void", False)
        name = signature.class_name
        methods = [_driver_method(language, texts, signature, k) for k in range(len(signature.methods))]
        words = made.driver(texts, "$args")
        return f"{head}\n{fill(texts.class_, name=name, methods=chr(10).join(methods), **words)}\n"
    words = _Words(language, texts, signature.params, signature.returns, signature.returns == "void").driver(
        texts, texts.call, name=identifier(language, signature.function, language.names.function)
    )
    return f"{head}\n{fill(texts.function, **words)}\n"


def _driver_method(language: Language, texts: Driver, signature: SignatureShape, position: int) -> str:
    method = signature.methods[position]
    name = identifier(language, method.name, language.names.method)
    both = {"name": name, "class": signature.class_name}
    words = _Words(language, texts, method.params, method.returns, False).driver(texts, texts.method_call, **both)
    return fill(texts.method, index=str(position + 1), **both, **words)


def expected(language: Language, signature: SignatureShape) -> str:
    """What a solution must define, in one line of the language."""
    if signature.stdio:
        return "a whole program"
    lines = [line.strip() for line in starter(language, signature).splitlines()]
    wanted = signature.class_name or identifier(language, signature.function, language.names.function)
    found = re.compile(rf"\b{re.escape(wanted)}\b")
    return next(
        (line.rstrip(" {:") for line in lines if found.search(line) and not line.startswith(("//", "#", "*"))), ""
    )
