"""The trained model: m, u and the relatives' probabilities of every level, in a small JSON file."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from pipelines.matching.fields import FIELDS


class LevelWeights(BaseModel):
    """Probabilities of one comparison level.

    `u` is multiplied by the value's frequency where the level has one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    m: float = Field(gt=0, le=1, description="among pairs that are one person")
    u: float = Field(gt=0, description="among pairs of strangers, or per frequency of the value")
    kin: float = Field(gt=0, description="among pairs of relatives, as u")


class Model(BaseModel):
    """Everything that matching has learnt.

    Attributes
    ----------
    inside
        Share of a register's people who are in the reference.
    relatives
        Relatives in the reference that somebody has who is not in it himself.
    repeated
        Share of records that are a second one of their person.
    couples
        Share of couples in a register whom the reference holds as a couple.
    fields
        Level weights by field and level.
    sources
        The same where a register differs, by source; only the fields that do.
    provenance
        What it was trained on: date, reference, counts.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    provenance: dict[str, str | int | float]
    inside: float = Field(gt=0, lt=1)
    relatives: float = Field(gt=0)
    repeated: float = Field(gt=0, lt=1)
    couples: float = Field(gt=0, lt=1)
    fields: dict[str, dict[str, LevelWeights]]
    sources: dict[str, dict[str, dict[str, LevelWeights]]] = {}

    @model_validator(mode="after")
    def _complete(self) -> Model:
        for weights in (self.fields, *({**self.fields, **own} for own in self.sources.values())):
            for item in FIELDS:
                expected = {level.key for level in item.levels if level.compared} | {
                    level.key for level in item.levels if level.key.endswith("_missing")
                }
                if set(weights.get(item.key, {})) != expected:
                    raise ValueError(f"levels of field {item.key} are not those of this version")
        return self

    def weights(self, source: str) -> dict[str, dict[str, LevelWeights]]:
        """Return the level weights that hold for a source."""
        return {**self.fields, **self.sources.get(source, {})}


def load_model(path: Path | None = None) -> Model:
    """Read a model file, the shipped one by default.

    Raises
    ------
    ValueError
        If the file does not hold a model of this version.
    """
    if path is None:
        text = files("pipelines.matching").joinpath("models", "default.json").read_text("utf-8")
    else:
        text = path.read_text(encoding="utf-8")
    return Model.model_validate_json(text)


def save_model(model: Model, path: Path) -> None:
    """Write a model so that two versions can be compared line by line."""
    rounded = json.loads(
        model.model_dump_json(), parse_float=lambda text: _significant(float(text))
    )
    lines = json.dumps(rounded, ensure_ascii=False, indent=1)
    path.write_text(lines + "\n", encoding="utf-8")


def _significant(value: float, figures: int = 6) -> float:
    if value == 0 or not math.isfinite(value):
        return value
    return round(value, figures - 1 - math.floor(math.log10(abs(value))))
