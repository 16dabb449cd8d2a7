"""Every magnitude of a made-up province, by style."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace


@dataclass(frozen=True)
class Mistakes:
    """Share of mentions that carry each mistake; the field's name is the kind told in the truth.

    `v_` is another writing of the right value, `m_` a wrong name, `dob_` a date of birth, `id_` a
    number, `sex_` a sex, `addr_` a place. A mention has at most one of each group; `addr_moved`
    comes on top of the way in which the address is written.
    """

    v_upper: float = 0.02
    v_lower: float = 0.006
    v_space: float = 0.008
    v_nfd: float = 0.008
    v_tone: float = 0.12  # hòa for hoà, of the names that have one
    v_iy: float = 0.06  # Lý for Lí, likewise
    v_apostrophe: float = 0.3  # of the names that have one
    v_eth: float = 0.12  # clan written otherwise, of the names that have one
    v_saint: float = 0.002
    v_prefix: float = 0.002  # Ông …
    m_fold: float = 0.012  # no accents at all
    m_tone: float = 0.009
    m_diacritic: float = 0.004
    m_sound: float = 0.006
    m_typo: float = 0.006
    m_drop_middle: float = 0.004
    m_add_thi: float = 0.002
    m_initial: float = 0.001
    m_order: float = 0.001
    m_given: float = 0.001  # another given name in daily use
    m_nickname: float = 0.001  # Nguyễn Văn Ba (Tư)
    dob_year_only: float = 0.01
    dob_month: float = 0.002
    dob_zero: float = 0.002  # 00/00/1952
    dob_jan1: float = 0.004
    dob_swap: float = 0.002
    dob_day: float = 0.006
    dob_digit: float = 0.002
    dob_year: float = 0.004
    dob_impossible: float = 0.0005
    dob_missing: float = 0.001
    id_missing: float = 0.03
    id_cmnd: float = 0.02
    id_lost_zero: float = 0.008
    id_punct: float = 0.004
    id_typo: float = 0.005
    id_family: float = 0.002
    id_other: float = 0.0005
    id_scientific: float = 0.0005
    id_letter: float = 0.0005  # O for 0
    sex_wrong: float = 0.003
    sex_missing: float = 0.003
    addr_new: float = 0.12  # units since 1 July 2025
    addr_short: float = 0.12
    addr_district_missing: float = 0.03
    addr_missing: float = 0.03
    addr_moved: float = 0.04

    def group(self, prefix: str) -> tuple[list[str], list[float]]:
        """Kinds of one group and their shares."""
        names = [f.name for f in fields(self) if f.name.startswith(prefix)]
        return names, [getattr(self, name) for name in names]

    def scaled(self, factor: float, **fixed: float) -> Mistakes:
        """All shares times `factor`, at most 0.9, but for those given."""
        shares = {f.name: min(0.9, getattr(self, f.name) * factor) for f in fields(self)}
        return replace(self, **(shares | fixed))


@dataclass(frozen=True)
class Coverage:
    """How much of its people each register holds, and how well it is kept."""

    outside: float = 0.03  # mentions of people who are not in the reference
    duplicate: float = 0.01  # a record that the register holds twice
    births: float = 0.62
    deaths: float = 0.9
    marriages: float = 0.75
    adoptions: float = 0.002  # of children
    social_insurance: float = 0.9
    students: float = 0.97
    teachers: float = 0.025  # of working age
    parcels: float = 0.55  # of couples and of single adults
    co_owner: float = 0.45
    organisations: float = 0.02
    social_protection: float = 0.016
    children: float = 0.45
    persons_of_merit: float = 0.02  # of those born before 1985
    workers: float = 0.36
    elderly: float = 0.12
    farmers_union: float = 0.009
    veterans: float = 0.02
    red_cross: float = 0.0025
    parents_named: float = 0.75  # of births, students, children
    relatives: Mistakes = field(default_factory=lambda: Mistakes().scaled(0.8))


#: How the rates of a source differ from the style's.
BY_SOURCE: dict[str, dict[str, float]] = {
    "civil_status_births": {"id_missing": 0.0, "id_cmnd": 0.0, "dob_year_only": 0.004},
    "civil_status_marriages": {"id_cmnd": 0.45, "id_missing": 0.25, "dob_year_only": 0.06},
    "civil_status_deaths": {"id_cmnd": 0.25, "id_missing": 0.4, "dob_year_only": 0.2},
    "civil_status_adoptions": {"id_cmnd": 0.1, "id_missing": 0.4},
    "students": {"id_missing": 0.09, "id_cmnd": 0.0, "id_family": 0.008, "id_lost_zero": 0.025},
    "children": {"id_missing": 0.2, "id_cmnd": 0.0, "addr_missing": 0.02},
    "land_parcels": {"id_cmnd": 0.5, "id_missing": 0.15, "dob_year_only": 0.93, "sex_missing": 0.0},
    "social_protection": {"id_cmnd": 0.15, "id_missing": 0.06, "dob_year_only": 0.12},
    "persons_of_merit": {"id_cmnd": 0.3, "id_missing": 0.1, "dob_year_only": 0.25},
    "elderly": {"id_cmnd": 0.2, "id_missing": 0.35, "dob_year_only": 0.85},
    "farmers_union": {"id_cmnd": 0.2, "id_missing": 0.3, "dob_year_only": 0.3},
    "veterans": {"id_cmnd": 0.25, "id_missing": 0.25, "dob_year_only": 0.35},
    "red_cross": {"id_cmnd": 0.1, "id_missing": 0.4, "dob_year_only": 0.2},
}


@dataclass(frozen=True)
class Style:
    """One way in which a province's agencies keep and send their lists.

    Attributes
    ----------
    until
        Year and month in which the extracts are made; nobody is born later.
    old_provinces
        Codes of the former provinces whose communes people live in.
    layouts
        Module of `sample_data.layouts` that says how files look.
    by_source
        Source, kind and share where the style differs from `BY_SOURCE`.
    """

    name: str
    mistakes: Mistakes = field(default_factory=Mistakes)
    coverage: Coverage = field(default_factory=Coverage)
    until: tuple[int, int] = (2026, 10)
    old_provinces: tuple[str, ...] = ("68",)
    layouts: str = "province"
    by_source: tuple[tuple[str, str, float], ...] = ()

    def mistakes_of(self, source: str) -> Mistakes:
        """Put the source's own rates in place of the style's."""
        if self.name == "clean":
            return self.mistakes
        own = {kind: share for name, kind, share in self.by_source if name == source}
        return replace(self.mistakes, **(BY_SOURCE.get(source, {}) | own))


_FOREIGN = Mistakes().scaled(
    1.4,
    v_upper=0.3,
    v_saint=0.006,
    m_nickname=0.004,
    m_order=0.0005,
    dob_day=0.005,
    id_typo=0.007,
    addr_new=0.35,
    addr_short=0.2,
    addr_moved=0.07,
)

STYLES: dict[str, Style] = {
    "province": Style("province"),
    "clean": Style("clean", mistakes=Mistakes().scaled(0.0)),
    "dirty": Style("dirty", mistakes=Mistakes().scaled(3.0)),
    "foreign": Style(
        "foreign",
        mistakes=_FOREIGN,
        coverage=Coverage(outside=0.05, duplicate=0.015, births=0.5, parcels=0.4, co_owner=0.6),
        until=(2025, 12),
        old_provinces=("68", "67", "60"),
        layouts="foreign",
        by_source=(
            ("workers", "id_lost_zero", 0.8),  # the column is numeric
            ("students", "id_missing", 0.2),
            ("social_insurance", "dob_year_only", 0.05),
            ("elderly", "v_apostrophe", 0.6),
            *((s, "sex_missing", 0.0) for s in ("elderly", "persons_of_merit", "children")),
        ),
    ),
    "odd": Style("odd", mistakes=_FOREIGN, until=(2025, 6), layouts="odd"),
}
