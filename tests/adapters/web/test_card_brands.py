"""The widget names the brands of cards as the core does."""

import re
from pathlib import Path

from adapters import web
from core.features.sensitive.brands import RANGES

CHECKS = Path(web.__file__).parent / "widget" / "src" / "secure" / "checks.ts"


def test_the_widgets_table_of_brands_is_the_cores() -> None:
    table = CHECKS.read_text(encoding="utf-8").partition("const BRANDS")[2].partition("};")[0]
    written = {
        (brand, *(one.split("-") if "-" in one else (one, one)))
        for brand, begins in re.findall(r'"([^"]+)": "([^"]+)"', table)
        for one in begins.split()
    }

    assert written == {(one.brand.value, one.first, one.last) for one in RANGES}
