"""The LaTeX of problem statements as Markdown."""

import pytest

from coach.bank.importers.latex import as_markdown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"A \textbf{bold} and \emph{soft \texttt{code}} word~here.", "A **bold** and *soft `code`* word here."),
        (r"$1 \leq n \leq 10\,000$ and $\frac{a}{b}$.", r"`1 ≤ n ≤ 10 000` and $\frac{a}{b}$."),
        ("\\section*{Input}\nOne line.", "## Input\n\nOne line."),
        ("\\begin{Output}\nOne number.\n\\end{Output}", "## Output\n\nOne number."),
        ("\\begin{enumerate}\n\\item one\n\\item two\n\\end{enumerate}", "1. one\n2. two"),
        (
            "\\begin{itemize}\n\\item a\n\\begin{itemize}\n\\item b\n\\end{itemize}\n\\item c\n\\end{itemize}",
            "- a\n\n  - b\n\n- c",
        ),
        ("\\begin{verbatim}\n% kept $x$ \\here\n\\end{verbatim}", "```\n% kept $x$ \\here\n```"),
        ("seen % unseen\n50\\% of it", "seen\n50% of it"),
        ("``so'' -- and --- so", '"so" – and — so'),
        (
            r"\href{https://x.example}{there} or \url{https://y.example}",
            "[there](https://x.example) or <https://y.example>",
        ),
        (r"\item alone", "- alone"),
    ],
)
def test_what_is_known(source: str, shown: str) -> None:
    lost: list[str] = []
    lines = [line for line in as_markdown(source, lost.append).splitlines() if line.strip()]
    assert lines == [line for line in shown.splitlines() if line.strip()]
    assert not lost


def test_what_is_lost_is_said() -> None:
    lost: list[str] = []
    text = as_markdown("\\includegraphics[width=2cm]{a.png}\n\\weird{x} \\weird{y}\x00", lost.append)
    assert text == "\\weird{x} \\weird{y}\n"
    assert lost == ["an image (\\includegraphics[width=2cm]{a.png})", "the command \\weird, left as it is"]


def test_a_text_made_to_be_slow_is_read_all_the_same() -> None:
    """Without bounds the search for the end of each formula would take hours."""
    assert as_markdown("\\(" * 20_000, lambda _: None).count("\\(") == 20_000
