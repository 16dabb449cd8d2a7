"""What an installation may set: one TOML file, every value with a default and a bound."""

from __future__ import annotations

import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field

#: Reporting periods and the nightly schedule follow the province's clock.
TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


class Settings(BaseModel):
    """Settings of a run; `doisoat.toml` in the working directory overrides the defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    memory: str = Field(
        default="1500MB",
        pattern=r"^\d+(MB|GB)$",
        description="What DuckDB may hold in memory before it spills to disk",
    )
    threads: int = Field(default=2, ge=1, le=64, description="Threads of DuckDB")
    false_links: float = Field(
        default=1e-4, gt=0, lt=0.1, description="Accepted share of false links among links"
    )
    schedule: str = Field(default="0 1 * * *", description="Cron line of the nightly run")
    model: Path | None = Field(default=None, description="Matching model; the shipped one if none")

    @classmethod
    def load(cls, path: Path | None = None) -> Settings:
        """Read a TOML file; without one, `doisoat.toml` if it exists, else the defaults.

        Raises
        ------
        ValueError
            If the file is not TOML, or a value is unknown or out of bounds.
        """
        found = path or Path("doisoat.toml")
        if path is None and not found.exists():
            return cls()
        return cls.model_validate(tomllib.loads(found.read_text(encoding="utf-8")))
