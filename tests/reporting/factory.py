"""A small made-up warehouse: mentions with the outcomes a test asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import polars as pl

from pipelines.mention import REFERENCE_SCHEMA, SCHEMA
from pipelines.sources import SOURCES
from warehouse.store import connect, migrate

KEY = bytes(range(32))
PERIOD = "2026-11"
REASONS = {
    "verified": ["exact"],
    "updated": ["id_missing"],
    "mismatch": ["name_mismatch", "birth_date_mismatch"],
    "review": ["several_candidates"],
    "not_found": ["no_candidate"],
    "duplicate": ["duplicate_person"],
    "deceased": ["reference_deceased"],
    "out_of_scope": ["organisation"],
}
RESULT_COLUMNS = (
    "source", "agency", "file_name", "sheet_name", "file_row", "role", "record_key", "outcome",
    "method", "person_id", "probability", "margin", "candidates", "id_status", "name_status",
    "birth_date_status", "sex_status", "reasons", "district", "commune",
)  # fmt: skip


@dataclass
class MadeUp:
    """Rows of one period, kept until `fill` writes them."""

    period: str = PERIOD
    mentions: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    quarantine: list[dict[str, Any]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    targets: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)
    row: int = 5

    def add(
        self,
        source: str,
        outcome: str,
        n: int = 1,
        *,
        district: str | None = "Đà Lạt",
        commune: str | None = "Phường 1",
        role: str = "",
        same_row: bool = False,
        reasons: list[str] | None = None,
        rules: tuple[str, ...] = (),
        linked_id: str | None = None,
        message: str = "Dòng không có họ tên và không có số định danh",
        **values: Any,
    ) -> MadeUp:
        """Add `n` mentions of one list with one outcome, or `quarantined`."""
        for _ in range(n):
            if not same_row:
                self.row += 1
            written = self._mention(source, district, commune, role, values)
            written["quarantined"] = outcome == "quarantined"
            self.mentions.append(written)
            place = {k: written[k] for k in ("source", "file_name", "sheet_name", "file_row")}
            self.findings += [{**place, "role": role, "rule": rule} for rule in rules]
            if outcome == "quarantined":
                rule = {"rule": "name_or_number", "column_name": "Họ và tên", "message": message}
                self.quarantine.append(place | rule)
                continue
            linked = outcome in {"verified", "updated", "mismatch", "review", "deceased"}
            default_id = f"0683000{self.row:05d}" if linked else None
            self.results.append(
                place
                | {
                    "agency": written["agency"],
                    "role": role,
                    "record_key": written["record_key"],
                    "outcome": outcome,
                    "method": "number" if linked else "none",
                    "person_id": linked_id or default_id,
                    "probability": 0.999 if linked else None,
                    "margin": 20.0 if linked else None,
                    "candidates": 1,
                    "id_status": "match",
                    "name_status": "match",
                    "birth_date_status": "match",
                    "sex_status": "match",
                    "reasons": REASONS[outcome] if reasons is None else reasons,
                    "district": district,
                    "commune": commune,
                }
            )
        return self

    def _mention(
        self,
        source: str,
        district: str | None,
        commune: str | None,
        role: str,
        values: dict[str, Any],
    ) -> dict[str, Any]:
        number = f"0683000{self.row:05d}"
        return {
            "source": source,
            "agency": str(SOURCES[source].agency),
            "file_name": f"{source}.xlsx",
            "sheet_name": "Sheet1",
            "file_row": self.row,
            "role": role,
            "record_key": f"HS{self.row:06d}",
            "full_name": "Ka Thị Mộng Ngọc",
            "name_key": "ka thi mong ngoc",
            "birth_date": date(2000, 5, 17),
            "birth_year": 2000,
            "birth_month": 5,
            "birth_day": 17,
            "birth_form": "full",
            "sex": "female",
            "person_id": number,
            "id_raw": number,
            "id_form": "twelve",
            "ethnic_group": "Cơ Ho",
            "commune_name": commune,
            "district": district,
            "scope": "person",
            "notices": [],
        } | values

    def target(
        self, code: str, district: str | None, total: int, start: Any = None, end: Any = None
    ) -> MadeUp:
        self.targets.append(
            {
                "indicator_code": code, "label": "Tổng số", "district": district,
                "period_from": start, "period_to": end, "total": total,
                "stated_by": "Sở Tư pháp", "file_name": "chi_tieu.csv", "sheet_name": "",
                "file_row": len(self.targets) + 2,
            }
        )  # fmt: skip
        return self

    def person(self, person_id: str, birth: date, district: str = "Đà Lạt") -> MadeUp:
        self.people.append(
            {
                "person_id": person_id, "birth_date": birth, "birth_year": birth.year,
                "district": district, "deceased": False, "file_name": "dan_cu.csv",
                "sheet_name": "", "file_row": len(self.people) + 2,
            }
        )  # fmt: skip
        return self

    def file(
        self, source: str, status: str = "read", message: str = "Đã đọc", **values: Any
    ) -> MadeUp:
        self.files.append(
            {
                "source": source, "file_name": f"{source}.xlsx", "sheet_name": "Sheet1",
                "status": status, "message": message, "sha256": "ab" * 32, "bytes": 12_345,
                "file_type": "xlsx", "encoding": "UTF-8", "header_row": 5, "data_rows": 100,
                "skipped_rows": 5, "mentions": 100, "quarantined_rows": 3,
                "columns": [
                    {"position": 1, "header": "Họ và tên", "field": "full_name", "role": "",
                     "confidence": 1.0, "evidence": "tiêu đề"}
                ],
                "notices": [{"code": "lost_zero", "count": 7, "message": "Số mất số 0 ở đầu"}],
            }
            | values
        )  # fmt: skip
        return self

    def check(self, source: str, rule: str, rows: int, message: str) -> MadeUp:
        self.checks.append(
            {
                "source": source, "file_name": f"{source}.xlsx", "sheet_name": "Sheet1",
                "rule": rule, "severity": "exception", "column_name": "", "broken_rows": rows,
                "message": message, "examples": [1],
            }
        )  # fmt: skip
        return self

    def fill(self, con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
        """Write the rows into a migrated warehouse."""
        _append(con, "mention.mentions", self.mentions, self.period, dict(SCHEMA))
        _append(con, "mart.match_results", self.results, self.period, {}, run_id="r1")
        _append(con, "mart.quarantine", self.quarantine, self.period, {}, run_id="r1")
        _append(con, "mention.findings", self.findings, self.period, {})
        _append(con, "mention.targets", self.targets, self.period, {})
        _append(con, "mention.reference", self.people, self.period, dict(REFERENCE_SCHEMA))
        _append(con, "mart.files", self.files, self.period, {}, run_id="r1")
        _append(con, "mart.check_results", self.checks, self.period, {}, run_id="r1")
        return con


def _append(
    con: duckdb.DuckDBPyConnection,
    table: str,
    rows: list[dict[str, Any]],
    period: str,
    schema: dict[str, Any],
    **constants: str,
) -> None:
    if not rows:
        return
    types = {name: dtype for name, dtype in schema.items() if name in rows[0]}
    frame = pl.DataFrame(rows, schema_overrides=types, infer_schema_length=None)
    frame = frame.with_columns(
        period=pl.lit(period), **{k: pl.lit(v) for k, v in constants.items()}
    )
    con.register("incoming", frame.to_arrow())
    con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming")
    con.unregister("incoming")


def empty_warehouse() -> duckdb.DuckDBPyConnection:
    con = connect(":memory:")
    migrate(con)
    return con


def whole_province(period: str = PERIOD, more: int = 0) -> MadeUp:
    """Build every list with every outcome, several districts, targets, files read and refused."""
    made = MadeUp(period)
    districts = {"Đà Lạt": "Phường 1", "Bảo Lộc": "Phường Lộc Phát", "Lạc Dương": "Xã Đưng KNớ",
                 "Đam Rông": "Xã Đạ Long"}  # fmt: skip
    roles = {
        "civil_status_marriages": ("husband", "wife"),
        "land_parcels": ("owner", "co_owner"),
        "civil_status_adoptions": ("adoptee", "adoptive_father", "adoptive_mother"),
    }
    registers = [s for s in SOURCES.values() if s.kind == "register"]
    for place, (district, commune) in enumerate(districts.items()):
        for nth, source in enumerate(registers):
            values = {"event_date": date(2010 + 3 * place, 6, 30), "payment_form": "account"}
            for step, outcome in enumerate([*REASONS, "quarantined"]):
                counts = 40 + 3 * nth + more if outcome == "verified" else 1 + (step + place) % 4
                for _ in range(counts):
                    for position, role in enumerate(roles.get(source.name, ("",))):
                        born = 1940 + (7 * made.row) % 80
                        made.add(
                            source.name, outcome, district=district, commune=commune, role=role,
                            same_row=position > 0, birth_year=born,
                            birth_date=date(born, 5, 17),
                            sex=("male", "female")[made.row % 2],
                            ethnic_group=("Kinh", "Cơ Ho", "Mạ", "Chu Ru", None)[made.row % 5],
                            scope="organisation" if outcome == "out_of_scope" else "person",
                            **values,
                        )  # fmt: skip
        spans = ((None, date(2016, 6, 30)), (date(2016, 7, 1), date(2020, 8, 31)),
                 (date(2020, 9, 1), date(2024, 3, 31)))  # fmt: skip
        for span in spans:
            made.target("civil_status.digitized", district, 400 + 50 * place, *span)
        made.target("land.parcels", district, 200)
    made.target("workers", None, 268_763)
    for nth in range(60):
        made.person(f"0683199{nth:05d}", date(2015, 1, 1))
    for source in registers:
        made.file(source.name)
    made.file(
        "teachers",
        "refused",
        "Tệp có mật khẩu: bỏ mật khẩu rồi gửi lại",
        file_name="giáo viên.xlsx",
    )
    made.file("", "refused", "Thư mục không thuộc danh sách nào", file_name="khac/ghi chú.txt")
    return made
