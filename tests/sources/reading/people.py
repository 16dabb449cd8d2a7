"""Made-up people for made-up files."""

from __future__ import annotations

from dataclasses import dataclass

NAMES = (
    "Nguyễn Thị Hương", "Trần Văn Đức", "Lê Hữu Nghĩa", "Phạm Ngọc Ánh", "Đỗ Thị Mỹ Duyên",
    "Võ Hoàng Yến", "Huỳnh Quốc Khánh", "Bùi Thị Hằng", "K'Brôih", "Ka Nhi", "Cil Múp Ha Thương",
    "Đặng Thùy Trâm", "Hồ Sỹ Quý", "Ngô Bảo Châu", "Dương Văn Lợi", "Lý Thị Sáu",
    "Touneh Ma Đào", "Liêng Jrang Ha Minh", "Mai Xuân Phước", "Đinh Công Trường",
)  # fmt: skip
PLACES = (
    "Thôn 2, Xã Lộc Bắc, Huyện Bảo Lâm, Tỉnh Lâm Đồng", "TDP 4, Thị trấn D'Ran, Huyện Đơn Dương",
    "12 Hùng Vương, Phường 10, Thành phố Đà Lạt", "x. Hiệp An - Đức Trọng",
    "Buôn Đạ Nghịt, Xã Lát, Huyện Lạc Dương",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """One made-up person."""

    name: str
    birth: str  # dd/mm/yyyy
    sex: str
    number: str
    place: str

    @property
    def year(self) -> str:
        return self.birth[-4:]


def people(count: int, start: int = 0) -> list[Made]:
    made = []
    for i in range(start, start + count):
        female = "Thị" in NAMES[i % 20] or i % 20 in (5, 9, 11, 16)
        year = 1950 + (i * 7) % 60
        century = 2 if year >= 2000 else 0
        number = f"068{century + female}{year % 100:02d}{(i * 7919) % 1_000_000:06d}"
        made.append(
            Made(
                NAMES[i % 20],
                f"{1 + i % 28:02d}/{1 + i % 12:02d}/{year}",
                "Nữ" if female else "Nam",
                number,
                PLACES[i % 5],
            )
        )
    return made
