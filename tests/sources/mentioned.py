"""People whom the tests put into files, and those whom the files are read to name."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from pipelines.sources import SOURCES
from pipelines.sources.mentions import Mentions, to_mentions
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people

P = people(24, 28)  # nobody born on 1 January, few on a day and month of one number
HEADER = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Địa chỉ"]
LISTED = [[i, p.name, p.birth, p.sex, p.number, p.place] for i, p in enumerate(P, 1)]
SEX = {"Nam": "male", "Nữ": "female"}


def mentions(path: Path, source: str = "workers") -> Mentions:
    (sheet,) = read_file(path, SOURCES[source])
    assert sheet.status == "read", sheet.message
    made = to_mentions(SOURCES[source], sheet)
    assert set(made.frame["file_row"]) == set(sheet.fields["file_row"])
    return made


def day(person: Made) -> dt.date:
    return dt.datetime.strptime(person.birth, "%d/%m/%Y").replace(tzinfo=dt.UTC).date()


def expect(made: Mentions, **columns: list[object]) -> None:
    for name, values in columns.items():
        assert made.frame[name].to_list() == values, name


def expect_people(made: Mentions) -> None:
    expect(made, full_name=[p.name for p in P], birth_date=[day(p) for p in P],
           person_id=[p.number for p in P], sex=[SEX[p.sex] for p in P])  # fmt: skip
