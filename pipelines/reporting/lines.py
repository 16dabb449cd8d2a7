"""The lines of the report: one declaration each, from its code to its sentence.

A line names the query that counts it (`warehouse/marts/measures/<measure>.sql`), the lists it
counts and the words it is told with. A list whose own line is not declared here gets a plain one
from its declaration, so that a new association needs no change in this module.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pipelines.sources.declaration import Agency, Source

CIVIL_STATUS = (
    "civil_status_births",
    "civil_status_deaths",
    "civil_status_marriages",
    "civil_status_adoptions",
)


class Target(Enum):
    """What a total stated for the line (source `targets`) does."""

    DENOMINATOR = "denominator"  # it is the denominator, in place of the list's own
    COMPARED = "compared"  # the list's own count stands; another figure for it is noted


@dataclass(frozen=True)
class Line:
    """One line of the report.

    Attributes
    ----------
    code, model, agency, label
        As `mart.indicators` holds them.
    measure
        Query that gives `district, verified, updated, numerator, denominator`.
    sources
        Lists that are counted.
    done
        What was done, before the figures.
    unit, left
        What is counted, and what remains.
    target
        What a stated total does.
    parent
        Code whose stated totals, within the line's dates, serve the line as well.
    start, until
        First and last registration date counted, ISO.
    form
        Payment form counted.
    wider
        Words before a second, wider denominator, where printing one alone would mislead.
    """

    code: str
    model: str
    agency: Agency
    label: str
    measure: str
    sources: tuple[str, ...]
    done: str
    unit: str = "trường hợp"
    left: str = "thông tin cần rà soát, xác thực"
    target: Target = Target.DENOMINATOR
    parent: str = ""
    start: str | None = None
    until: str | None = None
    form: str = ""
    wider: str = ""


def _verified(
    code: str, model: str, agency: Agency, label: str, source: str, done: str = "", unit: str = ""
) -> Line:
    """Line of people verified or updated against the people on the list."""
    return Line(
        code=code,
        model=model,
        agency=agency,
        label=label,
        measure="people",
        sources=(source,),
        done=done or f"Đã rà soát, cập nhật, xác thực với CSDLQG về dân cư dữ liệu {label.lower()}",
        unit=unit or "trường hợp",
        target=Target.COMPARED,
    )


def _entries(code: str, label: str, source: str) -> Line:
    """Line of register entries, counted."""
    return Line(
        code=code, model="36", agency=Agency.JUSTICE, label=label, measure="entries",
        sources=(source,), done=f"Đã số hóa dữ liệu {label.lower()}", left="trường hợp cần số hóa",
    )  # fmt: skip


def _digitised(
    code: str, label: str, done: str, start: str | None = None, until: str | None = None
) -> Line:
    """Line of register entries digitised, of those in the registers' inventory."""
    return Line(
        code=code, model="36", agency=Agency.JUSTICE, label=label, measure="entries",
        sources=CIVIL_STATUS, done=done, left="trường hợp cần số hóa",
        parent="civil_status.digitized", start=start, until=until,
    )  # fmt: skip


def _paid(code: str, label: str, done: str, form: str) -> Line:
    """Line of beneficiaries by the way they are paid."""
    return Line(
        code=code, model="37", agency=Agency.LABOUR, label=label, measure="paid",
        sources=("social_protection",), done=done, unit="đối tượng", left="", form=form,
        target=Target.COMPARED,
    )  # fmt: skip


DECLARED = (
    _digitised(
        "civil_status.digitized",
        "Dữ liệu hộ tịch đã số hóa",
        "Đã số hóa dữ liệu hộ tịch",
    ),
    _digitised(
        "civil_status.digitized.before_2016_07",
        "Dữ liệu hộ tịch đã số hóa, đăng ký đến 30/6/2016",
        "Đã số hóa dữ liệu hộ tịch đăng ký đến ngày 30/6/2016",
        until="2016-06-30",
    ),
    _digitised(
        "civil_status.digitized.2016_07_2020_08",
        "Dữ liệu hộ tịch đã số hóa, đăng ký từ 7/2016 đến 8/2020",
        "Đã số hóa dữ liệu hộ tịch đăng ký từ tháng 7/2016 đến tháng 8/2020",
        start="2016-07-01",
        until="2020-08-31",
    ),
    Line(
        code="civil_status.on_population_db",
        model="36",
        agency=Agency.JUSTICE,
        label="Dữ liệu hộ tịch đã xác định được công dân trong CSDLQG về dân cư",
        measure="entries_linked",
        sources=CIVIL_STATUS,
        done="Đã xác định được công dân trong CSDLQG về dân cư đối với dữ liệu hộ tịch",
    ),
    _entries("civil_status.births", "Khai sinh", "civil_status_births"),
    _entries("civil_status.deaths", "Khai tử", "civil_status_deaths"),
    _entries("civil_status.marriages", "Kết hôn", "civil_status_marriages"),
    _entries("civil_status.adoptions", "Nuôi con nuôi", "civil_status_adoptions"),
    _verified(
        "social_insurance.verified", "36", Agency.SOCIAL_INSURANCE,
        "Người tham gia bảo hiểm đã xác thực", "social_insurance",
        "Đã rà soát, cập nhật, xác thực giữa CSDLQG về dân cư và CSDLQG về bảo hiểm",
    ),
    Line(
        code="students.with_id",
        model="36",
        agency=Agency.EDUCATION,
        label="Học sinh có số định danh cá nhân trong hồ sơ",
        measure="holding_number",
        sources=("students",),
        done="Đã cập nhật số định danh cá nhân của học sinh vào cơ sở dữ liệu ngành",
        unit="học sinh",
        left="học sinh chưa có số định danh trong hồ sơ",
    ),
    Line(
        code="students.verified",
        model="36",
        agency=Agency.EDUCATION,
        label="Học sinh đã xác thực, trên số học sinh có số định danh",
        measure="verified_of_holders",
        sources=("students",),
        done="Đã xác thực thông tin học sinh có số định danh với CSDLQG về dân cư",
        unit="học sinh",
        target=Target.COMPARED,
        wider="tính trên tổng số học sinh của danh sách là",
    ),
    Line(
        code="land.parcels",
        model="36",
        agency=Agency.LAND,
        label="Thửa đất đã số hóa",
        measure="entries",
        sources=("land_parcels",),
        done="Đã số hóa dữ liệu đất đai",
        unit="thửa đất",
        left="thửa đất cần số hóa",
    ),
    Line(
        code="land.organisations",
        model="36",
        agency=Agency.LAND,
        label="Thửa đất của tổ chức",
        measure="organisations",
        sources=("land_parcels",),
        done="Đã số hóa dữ liệu đất đai của tổ chức",
        unit="thửa đất",
        left="thửa đất của tổ chức cần số hóa",
    ),
    *(
        _verified(
            "land.owners_verified", model, Agency.LAND, "Người sử dụng đất đã xác thực",
            "land_parcels", "Đã xác thực người sử dụng đất với CSDLQG về dân cư", "lượt người",
        )
        for model in ("36", "35")
    ),
    _verified(
        "social_protection.normalised", "36", Agency.LABOUR, "Đối tượng bảo trợ xã hội",
        "social_protection",
        "Đã rà soát, chuẩn hóa, xác thực dữ liệu đối tượng bảo trợ xã hội",
    ),
    Line(
        code="children.updated",
        model="36",
        agency=Agency.LABOUR,
        label="Trẻ em dưới 16 tuổi đã cập nhật, xác thực",
        measure="children",
        sources=("children",),
        done="Đã cập nhật, xác thực dữ liệu trẻ em dưới 16 tuổi có trong CSDLQG về dân cư",
        unit="trẻ em",
        left="trẻ em cần cập nhật, xác thực",
        target=Target.COMPARED,
    ),
    _verified("persons_of_merit", "36", Agency.LABOUR, "Người có công", "persons_of_merit"),
    _verified("workers", "36", Agency.LABOUR, "Người lao động", "workers"),
    _verified("elderly", "36", Agency.ELDERLY, "Người cao tuổi", "elderly"),
    _verified("farmers_union", "36", Agency.FARMERS, "Hội viên nông dân", "farmers_union"),
    _verified("veterans", "36", Agency.VETERANS, "Hội viên cựu chiến binh", "veterans"),
    _verified("red_cross", "36", Agency.RED_CROSS, "Hội viên chữ thập đỏ", "red_cross"),
    _verified(
        "students.verified", "32", Agency.EDUCATION, "Học sinh đã xác thực, trên tổng số học sinh",
        "students", "Đã rà soát, cập nhật, xác thực dữ liệu học sinh với CSDLQG về dân cư",
        "học sinh",
    ),
    _verified(
        "teachers.verified", "32", Agency.EDUCATION, "Giáo viên, cán bộ quản lý đã xác thực",
        "teachers", "Đã rà soát, cập nhật, xác thực dữ liệu giáo viên với CSDLQG về dân cư",
    ),
    _paid("welfare.paid_by_account", "Đối tượng nhận trợ cấp qua tài khoản",
          "Đã chi trả trợ cấp qua tài khoản", "account"),
    _paid("welfare.paid_in_cash", "Đối tượng nhận trợ cấp bằng tiền mặt",
          "Chi trả trợ cấp bằng tiền mặt", "cash"),
    _paid("welfare.paid_unstated", "Đối tượng chưa ghi hình thức chi trả",
          "Hồ sơ chưa ghi hình thức chi trả", ""),
)  # fmt: skip


def report_lines(sources: Iterable[Source]) -> tuple[Line, ...]:
    """All lines: those declared above, then a plain one for every list that has none of its own."""
    told = {name for line in DECLARED for name in line.sources}
    more = (
        _verified(source.indicator or source.name, "36", source.agency, source.title, source.name)
        for source in sources
        if source.kind == "register" and source.name not in told
    )
    return (*DECLARED, *more)
