"""One run on the committed province, shared by the tests that only read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from pipelines.job import Order
from pipelines.run import Summary, run

# A busy machine is no failure: times are measured in `benchmarks/`.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

PROVINCE = Path(__file__).parents[1] / "sample_data" / "province"
PERIOD = "2026-11"


@dataclass(frozen=True)
class Published:
    """A finished run and where it lies."""

    order: Order
    summary: Summary

    @property
    def folder(self) -> Path:
        return self.order.out / self.order.period


def order_for(inbox: Path, folder: Path, period: str = PERIOD, correction: str = "") -> Order:
    return Order(
        inbox=inbox,
        warehouse=folder / "kho.duckdb",
        out=folder / "out",
        period=period,
        today=date(2026, 11, 23),
        correction=correction,
    )


@pytest.fixture(scope="session")
def province() -> Path:
    return PROVINCE


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    order = order_for(PROVINCE / "inbox", tmp_path_factory.mktemp("published"))
    return Published(order, run(order))
