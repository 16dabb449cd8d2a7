"""What the documents say of the tests is so: every test that they name stands."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
FORMS = ROOT / "docs" / "dang-tep.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return frozenset(f.name for f in functions if f.name.startswith("test_"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_test_that_a_document_names_exists(document: Path) -> None:
    missing = [
        f"{path}::{name}" if name else path
        for path, name in NAMED.findall(document.read_text(encoding="utf-8"))
        if not (ROOT / path).is_file() or (name and name not in names_in(path))
    ]
    assert not missing


def test_every_form_has_a_test() -> None:
    rows = [line for line in FORMS.read_text(encoding="utf-8").splitlines() if line[:2] == "| "]
    forms = [row for row in rows if not row.startswith("| Dạng ")]
    assert len(forms) > 60
    assert [row for row in forms if "::" not in row] == []


@pytest.mark.parametrize("subject", ["", "_of_couples", "_of_dates"])
def test_every_test_of_forms_is_in_the_table(subject: str) -> None:
    tests = f"tests/sources/test_forms{subject}.py"
    named = {n for path, n in NAMED.findall(FORMS.read_text(encoding="utf-8")) if path == tests}
    assert names_in(tests)
    assert names_in(tests) - named == set()
