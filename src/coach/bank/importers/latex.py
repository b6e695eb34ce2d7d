"""The part of LaTeX that problem statements are written in, as Markdown; what is left over is said."""

import re
from collections.abc import Callable, Iterator

IMAGES = re.compile(r"\\(includegraphics|illustration)\b(?:\s*[\[{][^\]}]*[\]}])*")
VERBATIM = re.compile(r"\\begin\{(verbatim|lstlisting)\}(?:\[[^\]]*\])?\n?(.*?)\\end\{\1\}", re.DOTALL)
MATH = re.compile(r"\$\$?[^$]+\$\$?|\\[(\[].{1,500}?\\[)\]]", re.DOTALL)
COMMENT = re.compile(r"(?<!\\)%.*$", re.MULTILINE)
SECTIONS = re.compile(r"\\(?:sub)*section\*?\{([^{}]*)\}|\\begin\{(Input|Output|Interaction)\}")
DROPPED = re.compile(
    r"\\problemname(?:\{[^{}]*\})?|\\(?:next|remaining)samples?\b|\\(?:noindent|medskip|bigskip|smallskip|centering|newpage)\b"
    r"|\\(?:begin|end)\{(?:Input|Output|Interaction|center|figure|wrapfigure|quote|itemize|enumerate|table)\}"
    r"(?:\[[^\]]*\]|\{[^{}]*\})*|\\(?:label|vspace|hspace)\*?\{[^{}]*\}"
)
SPOKEN: tuple[tuple[str, str], ...] = (
    (r"\\(?:textbf|bf)\{([^{}]*)\}", r"**\1**"),
    (r"\\(?:emph|textit|it|textsl)\{([^{}]*)\}", r"*\1*"),
    (r"\\(?:texttt|tt|t|verb)\{([^{}]*)\}", r"`\1`"),
    (r"\\(?:underline|textsc|textrm|text|mbox|footnote|caption|sout)\{([^{}]*)\}", r"\1"),
    (r"\\url\{([^{}]*)\}", r"<\1>"),
    (r"\\href\{([^{}]*)\}\{([^{}]*)\}", r"[\2](\1)"),
    (r"\\(?:ldots|dots|textellipsis)\b(?:\{\})?", "…"),
    (r"``|''", '"'),
    (r"(?<!\\)~", " "),
    (r"(?<!-)---(?!-)", "—"),
    (r"(?<!-)--(?!-)", "–"),
    (r"\\\\", "\n"),
    (r"\\([%$#&_{} ])", r"\1"),
)
SIGNS: tuple[tuple[str, str], ...] = (
    (r"\\(?:leq?|leqslant)\b", "≤"), (r"\\(?:geq?|geqslant)\b", "≥"), (r"\\(?:neq?)\b", "≠"), (r"\\times\b", "×"),
    (r"\\cdot\b", "·"), (r"\\(?:ldots|dots|cdots)\b", "…"), (r"\\infty\b", "∞"), (r"\\pm\b", "±"), (r"\\in\b", "∈"),
    (r"\\(?:rightarrow|to)\b", "→"), (r"\\(?:mathrm|text|mathit|textbf|texttt|operatorname)\{([^{}]*)\}", r"\1"),
    (r"\\[,;:! ]", " "), (r"\\([%#&_{}])", r"\1"), (r"\{,\}", ","),
)  # fmt: skip
LEFT = re.compile(r"\\([a-zA-Z]+)")
NESTED = 4
"""Commands inside commands are unfolded so deep."""

LeaveOut = Callable[[str], None]
"""Told what was lost, in a word or two."""


def as_markdown(source: str, lost: LeaveOut) -> str:
    """The statement as Markdown; `lost` is told of images, and of commands that stay as they are."""
    kept: list[str] = []

    def put_aside(text: str) -> str:
        kept.append(text)
        return f"\x00{len(kept) - 1}\x00"

    source = source.replace("\x00", "")
    text = VERBATIM.sub(lambda found: put_aside(f"\n```\n{found[2].rstrip()}\n```\n"), source)
    text = COMMENT.sub("", text)
    text = MATH.sub(lambda found: put_aside(_math(found[0])), text)
    for image in IMAGES.finditer(text):
        lost(f"an image ({' '.join(image[0].split())[:60]})")
    text = _lists(IMAGES.sub("", text))
    text = SECTIONS.sub(lambda found: f"\n\n## {found[1] or found[2]}\n\n", text)
    text = DROPPED.sub("", text)
    for _ in range(NESTED):
        for pattern, spoken in SPOKEN:
            text = re.sub(pattern, spoken, text)
    for command in dict.fromkeys(LEFT.findall(text)):
        lost(f"the command \\{command}, left as it is")
    text = re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], text)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.splitlines())).strip() + "\n"


def _math(found: str) -> str:
    """A formula as far as plain signs go, in backticks; others stay LaTeX between dollars."""
    inner = found.strip("$") if found.startswith("$") else found[2:-2]
    for pattern, sign in SIGNS:
        inner = re.sub(pattern, sign, inner)
    inner = " ".join(inner.split())
    return f"`{inner}`" if "\\" not in inner and "`" not in inner else f"${inner}$"


def _lists(text: str) -> str:
    """Items with their bullets and numbers, nested ones indented."""
    return "\n".join(_items(text))


def _items(text: str) -> Iterator[str]:
    open_lists: list[tuple[str, int]] = []
    bullet = ""
    pieces = re.split(r"(\\(?:begin|end)\{(?:itemize|enumerate)\}(?:\[[^\]]*\])?|\\item\b)", text)
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            yield bullet + " ".join(piece.split()) if bullet else piece
            bullet = ""
        elif found := re.match(r"\\begin\{(\w+)\}", piece):
            open_lists.append((found[1], 0))
        elif piece.startswith("\\end{"):
            open_lists = open_lists[:-1]
        else:
            kind, number = open_lists[-1] if open_lists else ("itemize", 0)
            open_lists = [*open_lists[:-1], (kind, number + 1)]
            bullet = "  " * (len(open_lists) - 1) + (f"{number + 1}. " if kind == "enumerate" else "- ")
