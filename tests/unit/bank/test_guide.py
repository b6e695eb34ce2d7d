"""The example of the guide is a question that passes the gate."""

import re
from pathlib import Path

from coach.bank.check import check_bank
from tests.fakes_bank import TrustingRunner, write_files

GUIDE = Path(__file__).parents[3] / "docs" / "writing-questions.md"


def example() -> dict[str, str]:
    """File name → text, from the code blocks whose first line names a file."""
    blocks = re.findall(r"```(?:yaml|python)\n# (\S+)\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return dict(blocks)


async def test_the_example_passes(tmp_path: Path) -> None:
    files = example()
    assert len(files) == 5
    write_files(tmp_path / "pack", files)
    report = await check_bank(tmp_path / "pack", TrustingRunner(), tmp_path / "cache")
    assert report.problems == ()
    assert (report.questions, report.ran) == (1, 1)
