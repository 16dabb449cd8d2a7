"""The words of a result: one definition each for Python, SQL, reports and the guide."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Outcome(StrEnum):
    """What became of one mention; every mention has exactly one (Model 36, rule 2)."""

    VERIFIED = "verified"
    UPDATED = "updated"
    MISMATCH = "mismatch"
    REVIEW = "review"
    NOT_FOUND = "not_found"
    DUPLICATE = "duplicate"
    DECEASED = "deceased"
    OUT_OF_SCOPE = "out_of_scope"

    @property
    def label(self) -> str:
        """The outcome as an officer reads it."""
        return _OUTCOME_LABELS[self]


_OUTCOME_LABELS = {
    Outcome.VERIFIED: "Đã xác thực",
    Outcome.UPDATED: "Đã cập nhật số định danh",
    Outcome.MISMATCH: "Sai lệch thông tin",
    Outcome.REVIEW: "Cần cán bộ xem xét",
    Outcome.NOT_FOUND: "Không tìm thấy",
    Outcome.DUPLICATE: "Trùng hồ sơ",
    Outcome.DECEASED: "Đã chết hoặc mất tích",
    Outcome.OUT_OF_SCOPE: "Ngoài phạm vi",
}

QUARANTINED = "quarantined"
QUARANTINED_LABEL = "Dòng không sử dụng được"


class Method(StrEnum):
    """How the link was found."""

    NUMBER = "number"  # identification number, agreement on the rest
    OLD_NUMBER = "old_number"  # nine-digit CMND by the reference's lookup
    EXACT = "exact"  # folded name + full date of birth (+ sex), rare enough
    FUZZY = "fuzzy"  # blocking keys and match weights
    MANUAL = "manual"  # an officer's decision overrides the model
    NONE = "none"  # no link


class FieldStatus(StrEnum):
    """Agreement of one field of a mention with the linked person."""

    MATCH = "match"
    VARIANT = "variant"  # the same after normalisation
    PARTIAL = "partial"  # what is there agrees (year of birth only, initials)
    MISMATCH = "mismatch"
    MISSING = "missing"


class Severity(StrEnum):
    """What a finding does to the row."""

    QUARANTINE = "quarantine"  # unusable, left out of matching
    EXCEPTION = "exception"  # goes back to the agency
    NOTICE = "notice"  # told, needs nothing


@dataclass(frozen=True)
class ReasonText:
    """Words that go with a reason code.

    Attributes
    ----------
    code
        The short code of the national proposal (K00 … O60).
    label
        What is wrong, in plain Vietnamese, without any value of the reference.
    action
        What the agency should do.
    field
        The field concerned: `full_name`, `birth_date`, `sex`, `person_id` or empty.
    severity
        Whether the reason sends the record back.
    """

    code: str
    label: str
    action: str
    field: str
    severity: Severity


class Reason(Enum):
    """Why a mention has its outcome. The value's first item is what tables hold."""

    EXACT = ("exact", ReasonText("K00", "Khớp đúng", "", "", Severity.NOTICE))
    NORMALISED = (
        "normalised",
        ReasonText("K01", "Khớp đúng sau chuẩn hóa cách viết", "", "", Severity.NOTICE),
    )
    ID_MISSING = (
        "id_missing",
        ReasonText(
            "K02",
            "Hồ sơ thiếu số định danh, đã xác định được đúng một người",
            "Bổ sung số định danh cá nhân vào hồ sơ theo giấy tờ của công dân",
            "person_id",
            Severity.NOTICE,
        ),
    )
    ID_OLD = (
        "id_old",
        ReasonText(
            "K02",
            "Hồ sơ còn dùng số CMND 9 số",
            "Thay số CMND bằng số định danh cá nhân theo thẻ căn cước",
            "person_id",
            Severity.NOTICE,
        ),
    )
    ID_REPAIRED = (
        "id_repaired",
        ReasonText(
            "K01",
            "Số định danh mất số 0 ở đầu",
            "Sửa số định danh cho đủ 12 chữ số; định dạng cột là văn bản",
            "person_id",
            Severity.NOTICE,
        ),
    )
    ID_IRRECOVERABLE = (
        "id_irrecoverable",
        ReasonText(
            "F50",
            "Số định danh bị phần mềm bảng tính làm hỏng (dạng 6,81E+10)",
            "Nhập lại số định danh; định dạng cột là văn bản",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    ID_MALFORMED = (
        "id_malformed",
        ReasonText(
            "F50",
            "Số định danh sai định dạng",
            "Kiểm tra lại số trên giấy tờ và nhập đủ 12 chữ số",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    ID_WRONG = (
        "id_wrong",
        ReasonText(
            "S10",
            "Số định danh ghi trong hồ sơ không phải của người này",
            "Đối chiếu số định danh với thẻ căn cước của công dân",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    NAME_MISMATCH = (
        "name_mismatch",
        ReasonText(
            "S11",
            "Họ, chữ đệm, tên không khớp",
            "Đối chiếu họ tên với giấy khai sinh hoặc thẻ căn cước",
            "full_name",
            Severity.EXCEPTION,
        ),
    )
    BIRTH_DATE_MISMATCH = (
        "birth_date_mismatch",
        ReasonText(
            "S12",
            "Ngày, tháng, năm sinh không khớp",
            "Đối chiếu ngày sinh với giấy khai sinh hoặc thẻ căn cước",
            "birth_date",
            Severity.EXCEPTION,
        ),
    )
    SEX_MISMATCH = (
        "sex_mismatch",
        ReasonText(
            "S13",
            "Giới tính không khớp",
            "Đối chiếu giới tính với thẻ căn cước",
            "sex",
            Severity.EXCEPTION,
        ),
    )
    BIRTH_DATE_PARTIAL = (
        "birth_date_partial",
        ReasonText(
            "S14",
            "Chỉ có năm sinh hoặc tháng, năm sinh",
            "Bổ sung đủ ngày, tháng, năm sinh",
            "birth_date",
            Severity.EXCEPTION,
        ),
    )
    BIRTH_DATE_MISSING = (
        "birth_date_missing",
        ReasonText(
            "F52",
            "Thiếu ngày, tháng, năm sinh",
            "Bổ sung ngày, tháng, năm sinh",
            "birth_date",
            Severity.EXCEPTION,
        ),
    )
    NAME_PARTIAL = (
        "name_partial",
        ReasonText(
            "S11",
            "Họ, chữ đệm, tên ghi thiếu hoặc viết tắt",
            "Ghi đủ họ, chữ đệm, tên",
            "full_name",
            Severity.EXCEPTION,
        ),
    )
    NO_CANDIDATE = (
        "no_candidate",
        ReasonText(
            "N20",
            "Không tìm thấy người này trong cơ sở dữ liệu dân cư",
            "Kiểm tra lại họ tên, ngày sinh; mời công dân cung cấp giấy tờ",
            "",
            Severity.EXCEPTION,
        ),
    )
    ID_UNKNOWN = (
        "id_unknown",
        ReasonText(
            "N21",
            "Số định danh không có trong cơ sở dữ liệu dân cư",
            "Kiểm tra lại số định danh trên thẻ căn cước",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    SEVERAL_CANDIDATES = (
        "several_candidates",
        ReasonText(
            "N22",
            "Thông tin chưa đủ để xác định một người duy nhất",
            "Bổ sung số định danh hoặc ngày sinh đầy đủ, họ tên cha, mẹ, nơi thường trú",
            "",
            Severity.EXCEPTION,
        ),
    )
    WEAK_EVIDENCE = (
        "weak_evidence",
        ReasonText(
            "N22",
            "Thông tin chưa đủ chắc chắn để kết luận",
            "Bổ sung số định danh và kiểm tra lại họ tên, ngày sinh",
            "",
            Severity.EXCEPTION,
        ),
    )
    ID_OTHER_PERSON = (
        "id_other_person",
        ReasonText(
            "N22",
            "Số định danh và các thông tin còn lại không cùng một người",
            "Đối chiếu số định danh, họ tên, ngày sinh với thẻ căn cước",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    DUPLICATE_PERSON = (
        "duplicate_person",
        ReasonText(
            "D31",
            "Một người có nhiều hồ sơ trong cùng danh sách",
            "Gộp hoặc xóa hồ sơ trùng",
            "",
            Severity.EXCEPTION,
        ),
    )
    DUPLICATE_ID = (
        "duplicate_id",
        ReasonText(
            "D30",
            "Một số định danh ghi cho nhiều người trong cùng danh sách",
            "Đối chiếu số định danh của từng hồ sơ",
            "person_id",
            Severity.EXCEPTION,
        ),
    )
    REFERENCE_DECEASED = (
        "reference_deceased",
        ReasonText(
            "T40",
            "Hồ sơ cần rà soát tình trạng của đối tượng",
            "Xác minh tình trạng của đối tượng tại nơi cư trú",
            "",
            Severity.EXCEPTION,
        ),
    )
    REFERENCE_ALIVE = (
        "reference_alive",
        ReasonText(
            "T43",
            "Dữ liệu dân cư chưa ghi nhận việc khai tử",
            "Chuyển cơ quan Công an cập nhật theo Sổ hộ tịch",
            "",
            Severity.NOTICE,
        ),
    )
    ID_INCONSISTENT = (
        "id_inconsistent",
        ReasonText(
            "F51",
            "Mâu thuẫn giữa số định danh với năm sinh hoặc giới tính",
            "Đối chiếu số định danh, năm sinh, giới tính với giấy tờ",
            "person_id",
            Severity.NOTICE,
        ),
    )
    ORGANISATION = (
        "organisation",
        ReasonText("O60", "Tổ chức, không thuộc phạm vi đối soát", "", "", Severity.NOTICE),
    )
    FOREIGNER = (
        "foreigner",
        ReasonText("O60", "Người nước ngoài", "", "", Severity.NOTICE),
    )

    def __init__(self, key: str, text: ReasonText) -> None:
        self.key = key
        self.text = text
