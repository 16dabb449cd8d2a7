from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.matching import load_model, save_model
from pipelines.matching.fields import FIELDS


def test_the_shipped_model_is_written_as_it_is_saved(tmp_path: Path) -> None:
    model = load_model()
    save_model(model, tmp_path / "m.json")
    again = load_model(tmp_path / "m.json")
    save_model(again, tmp_path / "n.json")
    assert (tmp_path / "m.json").read_bytes() == (tmp_path / "n.json").read_bytes()
    assert again.version == model.version
    assert model.provenance["linked_pairs"] > 1000


def test_every_level_of_every_field_has_its_weights() -> None:
    model = load_model()
    for item in FIELDS:
        expected = [
            level.key for level in item.levels if level.compared or level.key.endswith("_missing")
        ]
        assert sorted(model.fields[item.key]) == sorted(expected)


def test_a_model_of_other_levels_is_refused(tmp_path: Path) -> None:
    save_model(load_model(), tmp_path / "m.json")
    text = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    del text["fields"]["name"]["tone"]
    (tmp_path / "m.json").write_text(json.dumps(text), encoding="utf-8")
    with pytest.raises(ValueError, match="name"):
        load_model(tmp_path / "m.json")
