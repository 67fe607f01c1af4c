"""What holds for every style sheet."""

import re
from pathlib import Path

import departments

SHEETS = sorted(Path(departments.__file__).parent.glob("static/**/*.css"))
_ONE_WAY_ROUND = re.compile(
    r"(?:^|[\s;{])((?:(?:margin|padding|border)-)?(?:left|right)(?:-\w+)?|float|text-align):\s*(\w*)"
)


def test_no_style_sheet_says_left_or_right():
    """A language that is written from right to left is then a matter of words."""
    assert len(SHEETS) > 20
    found = {
        f"{sheet.name}: {name}: {value}"
        for sheet in SHEETS
        for name, value in _ONE_WAY_ROUND.findall(sheet.read_text())
        if "left" in name + value or "right" in name + value
    }
    assert found == set()
