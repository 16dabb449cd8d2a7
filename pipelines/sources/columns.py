"""Columns that most lists have, for declarations to compose.

Header variants are compared folded (case, accents, punctuation, line breaks and spaces do not
matter), so one spelling stands for many.
"""

from __future__ import annotations

from pipelines.sources.declaration import Column, Field

NAME = (
    "Họ và tên", "Họ tên", "Họ, chữ đệm, tên", "Họ, chữ đệm và tên", "Họ và tên khai sinh",
    "Họ, chữ đệm và tên khai sinh", "Họ, chữ đệm, tên khai sinh", "Họ tên đầy đủ", "Họ & tên",
    "Tên đầy đủ", "Full name", "HT", "H.Tên", "H và T", "HVT",
)  # fmt: skip
FAMILY = (
    "Họ đệm", "Họ lót", "Họ và tên đệm", "Họ và chữ đệm", "Họ, chữ đệm", "Họ và đệm",
    "Họ và tên lót", "Họ và chữ lót", "Họ tên đệm", "Họ", "Đệm", "Tên đệm", "Chữ đệm", "Tên lót",
    "Chữ lót", "Lót",
)  # fmt: skip
GIVEN = ("Tên", "Tên gọi", "Tên riêng", "Tên chính")
MONTH = ("Tháng sinh", "Tháng", "Sinh tháng")
BIRTH = (
    "Ngày sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Ngày/tháng/năm sinh",
    "Sinh ngày", "NTNS", "N.Sinh", "NS", "Ngày sinh (dd/mm/yyyy)", "DOB", "Ngày tháng năm",
    "Sinh năm", "Birthday",
)  # fmt: skip
SEX = ("Giới tính", "Phái", "Nam/Nữ", "GT", "Giới", "Sex", "Gender", "Giới tính (Nam/Nữ)")
NUMBER = (
    "Số định danh cá nhân", "Số ĐDCN", "Số CCCD", "CCCD", "Số căn cước", "Số căn cước công dân",
    "Số CMND/CCCD", "CMND/CCCD", "Số định danh cá nhân/CCCD", "Số ĐDCN/CCCD", "ĐDCN", "SĐDCN",
    "Số CMTNN/Hộ chiếu/Thẻ căn cước", "Số định danh", "Mã định danh cá nhân", "Số giấy tờ tùy thân",
    "Giấy tờ tùy thân", "Số giấy tờ", "Số CMND/CCCD/ĐDCN", "Số CMND, Hộ chiếu", "Số thẻ căn cước",
    "Số CMT/CCCD", "Số CC/CCCD", "Số CCCD/CMND", "CC/CCCD", "Thẻ căn cước", "cccd_cmnd",
)  # fmt: skip
OLD_NUMBER = ("Số CMND", "CMND", "Số CMT", "CMT", "Số CMND 09 số", "CMND 9 số", "Số CMND cũ",
              "Số chứng minh nhân dân", "Chứng minh thư", "CMND cũ", "CMTND")  # fmt: skip
ADDRESS = (
    "Địa chỉ", "Nơi thường trú", "Địa chỉ thường trú", "Hộ khẩu thường trú", "HKTT", "Nơi cư trú",
    "Nơi ở", "Nơi ở hiện nay", "Nơi ở hiện tại", "Chỗ ở hiện nay", "ĐC", "Đ/c", "Địa chỉ cư trú",
    "Nơi đăng ký thường trú", "Nơi ĐKTT", "Nơi ĐK HKTT", "Trú quán", "Chỗ ở", "Nơi đăng ký HKTT",
    "Thôn/xóm - Xã/phường - Huyện", "Địa chỉ nơi ở", "Địa chỉ hiện tại", "Nơi tạm trú",
)  # fmt: skip
SERIAL = ("STT", "TT", "Số TT", "Số thứ tự", "No", "No.")


def with_words(headers: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Each header followed by each word: `Họ tên` + `chồng`."""
    return tuple(f"{header} {word}" for word in words for header in headers)


def with_prefix(names: tuple[str, ...], prefixes: tuple[str, ...]) -> tuple[str, ...]:
    """Names as digitisation systems make them: `chong` + `HoTen`."""
    return tuple(f"{prefix}{name}" for prefix in prefixes for name in names)


def serial() -> tuple[Column, ...]:
    """Return the running number of the list."""
    return (Column(Field.SERIAL, SERIAL),)


def person(
    role: str = "",
    *,
    words: tuple[str, ...] = (),
    prefixes: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    bare: bool = True,
    old_number: bool = True,
) -> tuple[Column, ...]:
    """Name, date of birth, sex and number of one person.

    Parameters
    ----------
    words
        Words that follow a header to say whose it is (`chồng`, `học sinh`).
    prefixes
        Prefixes of system names (`nks`).
    names
        Further headers of the full name.
    bare
        Headers without any word mean this person.
    """

    def variants(base: tuple[str, ...], system: tuple[str, ...]) -> tuple[str, ...]:
        plain = base if bare else ()
        return (*plain, *with_words(base, words), *with_prefix(system, prefixes))

    known = [
        Column(Field.FULL_NAME, (*variants(NAME, ("HoTen",)), *names), role, required=True),
        Column(Field.FAMILY_NAME, variants(FAMILY, ("HoDem", "Ho")), role),
        Column(Field.GIVEN_NAME, variants(GIVEN, ("Ten",)), role),
        Column(Field.BIRTH_DATE, variants(BIRTH, ("NgaySinh", "NamSinh")), role),
        Column(Field.BIRTH_DAY, variants(("Ngày",), ()), role),
        Column(Field.BIRTH_MONTH, variants(MONTH, ("ThangSinh",)), role),
        Column(Field.BIRTH_YEAR, variants(("Năm",), ()), role),
        Column(Field.BIRTH_PRECISION, variants(PRECISION, ("CCNS",)), role),
        Column(Field.BIRTH_DAY_FLAG, variants(("Is Date", "Is Day"), ("IsDate", "IsDay")), role),
        Column(Field.BIRTH_MONTH_FLAG, variants(("Is Month",), ("IsMonth",)), role),
        Column(
            Field.BIRTH_DATE_WORDS,
            variants(("Ngày sinh bằng chữ", "Ngày sinh (bằng chữ)"), ("NgaySinhBangChu",)),
            role,
        ),
        Column(Field.SEX, variants(SEX, ("GioiTinh",)), role),
        Column(
            Field.ID_NUMBER,
            variants(NUMBER, ("SoGiayToTuyThan", "SoDinhDanhCaNhan", "SoDDCN", "CCCD")),
            role,
        ),
        Column(Field.ETHNIC_GROUP, variants(("Dân tộc", "DT", "Tên dân tộc"), ("DanToc",)), role),
        Column(Field.NATIONALITY, variants(("Quốc tịch",), ("QuocTich",)), role),
    ]
    if bare:
        known += [
            Column(Field.SEX_MALE, ("Nam",), role),
            Column(Field.SEX_FEMALE, ("Nữ", "Nu"), role),
        ]
    if old_number:
        known.append(Column(Field.OLD_ID, variants(OLD_NUMBER, ("SoCMND",)), role))
    return tuple(known)


PRECISION = (
    "Chỉ có năm sinh hoặc tháng/năm", "Chỉ có năm sinh", "ccns", "Chỉ có năm sinh/tháng năm sinh",
    "Chỉ có năm sinh hoặc chỉ có tháng/năm", "Kiểu ngày sinh", "Loại ngày sinh",
)  # fmt: skip


def residence(
    role: str = "",
    *,
    words: tuple[str, ...] = (),
    prefixes: tuple[str, ...] = (),
    bare: bool = True,
) -> tuple[Column, ...]:
    """Address in one column or in parts."""

    def variants(base: tuple[str, ...], system: tuple[str, ...]) -> tuple[str, ...]:
        plain = base if bare else ()
        return (*plain, *with_words(base, words), *with_prefix(system, prefixes))

    parts = (
        Column(Field.ADDRESS, variants(ADDRESS, ("NoiCuTru", "DiaChi")), role),
        Column(Field.HAMLET, variants(("Thôn", "Thôn/xóm", "Thôn, xóm", "Tổ dân phố", "Tổ/thôn",
                                       "Thôn/tổ dân phố", "Khu phố", "Thôn/TDP", "Ấp",
                                       "Số nhà, đường"), ()), role),
        Column(Field.COMMUNE, variants(("Xã", "Xã/phường", "Phường/xã", "Xã, phường, thị trấn",
                                        "Xã/phường/thị trấn", "Phường, xã", "Tên xã"), ()), role),
        Column(Field.DISTRICT, variants(("Huyện", "Quận/huyện", "Huyện/thành phố",
                                         "Huyện, thành phố", "Tên huyện"), ()), role),
        Column(Field.PROVINCE, variants(("Tỉnh", "Tỉnh/TP", "Tỉnh/thành phố", "Tỉnh, thành phố"),
                                        ()), role),
    )  # fmt: skip
    if not bare:
        return parts[:1]
    code = Column(
        Field.COMMUNE_CODE,
        ("Mã xã", "Mã ĐVHC cấp xã", "Mã ĐVHC", "Mã phường/xã", "Mã đơn vị hành chính", "MaHC",
         "MaXa", "Mã hành chính"),
        role,
    )  # fmt: skip
    return (*parts, code)


def parents(*, words: bool = True) -> tuple[Column, ...]:
    """Columns about father and mother."""
    father, mother = ("cha", "bố", "của cha", "người cha", "ba"), ("mẹ", "của mẹ", "người mẹ", "má")
    known = []
    for who, prefix, fields in (
        (father, "cha", (Field.FATHER_NAME, Field.FATHER_BIRTH, Field.FATHER_ID)),
        (mother, "me", (Field.MOTHER_NAME, Field.MOTHER_BIRTH, Field.MOTHER_ID)),
    ):
        name, birth, number = fields
        called = ("Họ tên", "Họ và tên", "Tên", "Họ, chữ đệm, tên") if words else ("Họ tên",)
        known += [
            Column(name, (*with_words(called, who), f"{prefix}HoTen")),
            Column(birth, (*with_words(("Năm sinh", "Ngày sinh"), who), f"{prefix}NgaySinh")),
            Column(
                number,
                (*with_words(("Số định danh", "Số CCCD", "Số ĐDCN", "Giấy tờ", "CMND/CCCD"), who),
                 f"{prefix}SoGiayToTuyThan", f"{prefix}SoDinhDanhCaNhan"),
            ),
        ]  # fmt: skip
    return tuple(known)


def entry(book: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns that every civil-status register starts with."""
    return (
        Column(Field.ENTRY_NUMBER, ("Số", "Số đăng ký", "so", "Số vào sổ", "Số giấy", *book)),
        Column(
            Field.REGISTER_VOLUME,
            ("Quyển số", "Quyển", "quyenSo", "Sổ", "Số quyển", "Số/quyển số", "Quyển sổ"),
        ),
        Column(
            Field.EVENT_DATE,
            ("Ngày đăng ký", "ngayDangKy", "Ngày ĐK", "Ngày vào sổ", "Ngày, tháng, năm đăng ký"),
        ),
        Column(
            Field.EVENT_PLACE,
            ("Nơi đăng ký", "noiDangKy", "Cơ quan đăng ký", "Nơi ĐK", "Đơn vị đăng ký"),
        ),
    )
