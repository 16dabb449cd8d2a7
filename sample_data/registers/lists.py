"""Lists of one person a row: social insurance, workers, welfare, associations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl

from sample_data.population import Population
from sample_data.registers.common import Register, choose, mentions, places


@dataclass(frozen=True)
class Listing:
    """Who may be on a list: age in years, men only, and what the rows say besides."""

    youngest: int
    oldest: int = 120
    men: float = 1.0  # of ten members, how many of the women may be chosen
    extra: tuple[tuple[str, tuple[str, ...]], ...] = ()
    dead: bool = False


LISTS: dict[str, Listing] = {
    "social_insurance": Listing(
        0, extra=(("status", ("Đang tham gia",) * 9 + ("Dừng đóng",)),), dead=True
    ),
    "teachers": Listing(
        22, 60, extra=(("post", ("Giáo viên", "Giáo viên", "Hiệu trưởng", "Nhân viên")),)
    ),
    "social_protection": Listing(
        1,
        extra=(
            ("kind", ("Người cao tuổi", "Người khuyết tật", "Trẻ em mồ côi", "Đơn thân nuôi con")),
            ("payment", ("Tài khoản", "Tài khoản", "Tiền mặt", "Tiền mặt", "", "")),
            ("amount", ("360000", "540000", "720000", "1080000")),
        ),
    ),
    "persons_of_merit": Listing(
        40,
        extra=(
            (
                "kind",
                ("Thương binh", "Bệnh binh", "Thân nhân liệt sĩ", "Người hoạt động kháng chiến"),
            ),
        ),
    ),
    "workers": Listing(18, 60, extra=(("job", ("Nông nghiệp", "Công nhân", "Buôn bán", "Tự do")),)),
    "elderly": Listing(60, extra=(("branch", ("Chi hội 1", "Chi hội 2", "Chi hội 3")),)),
    "farmers_union": Listing(25, 70, extra=(("joined", ("2005", "12/03/2011", "2018", "")),)),
    "veterans": Listing(40, 95, men=0.1, extra=(("rank", ("Hạ sĩ", "Trung sĩ", "Thượng úy", "")),)),
    "red_cross": Listing(18, 70, extra=(("blood", ("A", "B", "O", "AB", "")),)),
}


def listing(source: str) -> Callable[[np.random.Generator, Population], Register]:
    """Maker of one list."""
    spec = LISTS[source]

    def make(rng: np.random.Generator, population: Population) -> Register:
        year = population.style.until[0]
        age = year - pl.col("year")
        eligible = age.is_between(spec.youngest, spec.oldest)
        lucky = pl.Series(rng.random(population.people.height) < spec.men)
        eligible &= pl.col("male") | lucky
        died = pl.col("died")
        forgotten = pl.Series(rng.random(population.people.height) < 0.05)
        eligible &= (died == 0) | ((died >= (year - 3) * 10000) & forgotten)
        who = choose(rng, population, eligible, getattr(population.style.coverage, source))
        frame = mentions(rng, population, who, source)
        unit = population.people["commune"].gather(who)
        frame = frame.with_columns(
            *[
                pl.Series(name, np.array(values)[rng.integers(0, len(values), len(who))])
                for name, values in spec.extra
            ],
            unit=unit,
            code=_codes(rng, len(who)),
        ).with_columns(*places(population, "unit"))
        return Register(source, frame.sort("unit", maintain_order=True))

    return make


def _codes(rng: np.random.Generator, count: int) -> pl.Series:
    """Ten digits that begin with the issuing province's 68."""
    return pl.Series(6_800_000_000 + rng.permutation(max(1, count) * 4)[:count]).cast(pl.String)
