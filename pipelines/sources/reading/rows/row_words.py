"""Words by which a row is known that names no person: totals, signatures, groups of rows.

Accented words where letters with marks are written; without marks only words that are no names
(`Tong Van A` is somebody, `Tong cong` nobody).
"""

from __future__ import annotations

#: Begins the first words of a row that sums up others or carries them over.
TOTAL = (
    r"(?i)^\W*(?:tổng\b|cộng\b|toàn (?:xã|huyện|tỉnh)|lũy kế|luỹ kế|mang sang|"
    r"chuyển (?:sang|trang)|(?:số )?trang trước|(?:số tiền )?(?:viết )?bằng chữ|"
    r"tong (?:cong|so|tien|hop|kinh phi|cac|co|\d)|tong\s*:|tong$|cong$|"
    r"cong (?:trang|don|mang|chung|\d)|cong\s*:|luy ke|mang sang|bang chu)"
)
#: What `TOTAL` may begin a name's cell with: quick to ask of every row.
BEGINS_SUM = r"^\W*[TtCc][ổỔộỘoO][nN][gG]"
#: Anywhere in a row of signatures, places and dates of signing, notes.
_ANYWHERE = (
    r"người lập(?: biểu| bảng| danh sách)?|nguoi lap|thủ trưởng|thu truong|chủ tịch|giám đốc|"
    r"hiệu trưởng|trưởng phòng|kế toán|ký tên|ký và ghi|\(ký|\(đã ký|ký, |xác nhận của|"
    r"(?:tm|kt|tl|tuq)\. ?\p{L}|t/m\b|nơi nhận|danh sách (?:này |trên )?(?:có|gồm)|"
    r"ấn định danh sách|người kiểm tra|cán bộ|công chức|ghi chú\s*:|"
    r"ngày\s*[\d.…_]*\s*tháng\s*[\d.…_]*\s*năm"
)
#: Begins a cell: whoever signs.
_OFFICE = (
    r"(?:người|nguời|nguoi) (?:tổng hợp|báo cáo|rà soát|thống kê|đối chiếu|kiểm|nhập|thực hiện|"
    r"viết|ghi|soát|duyệt|phụ trách|cung cấp|khai|kê khai|giao|nhận|ký|tong hop|bao cao|thuc hien)|"
    r"trưởng\b|(?:p\.? ?|phó )(?:trưởng|chủ|giám|hiệu|ban|bí|phòng|công)|thủ (?:quỹ|kho)|"
    r"chủ (?:nhiệm|tài khoản|doanh nghiệp|hộ kinh doanh)|chu tich|bí thư|thư ký|"
    r"(?:chi|phân) (?:hội|đoàn) trưởng|(?:tổ|đội|thôn|xóm|ấp|buôn|khu phố) trưởng|chuyên viên|"
    r"giáo viên (?:chủ nhiệm|lập)|lãnh đạo|đại diện|thay mặt|phụ trách|xác nhận|thẩm định|"
    r"phê duyệt|kiểm (?:tra|soát)|văn phòng|ban (?:chấp hành|giám hiệu|chỉ huy|thường trực)|"
    r"lập (?:biểu|bảng)|(?:ký )?duyệt\b|(?:điều tra|tuyên truyền|công an|nhân) viên|"
    r"chánh (?:văn|thanh|án)|hội trưởng|già làng|chủ tọa|đảng ủy|ban quản lý|bên (?:giao|nhận)"
)
#: Joined cells of a row, one a line.
CLOSING = rf"(?im)\b(?:{_ANYWHERE})|^\W*(?:{_OFFICE})"
#: All of a cell: who signs, in words that with more behind them, or with marks, may be a name.
OFFICE_ALONE = (
    r"(?im)^\W*(?:(?:pho |q\. ?)?(?:chu tich|giam doc|hieu truong|bi thu)|ke toan(?: truong)?|"
    r"truong (?:thon|ban|phong|ap|buon|khu pho|cong an|tram)|thu (?:quy|ky|truong)|chủ hộ|bác sĩ|"
    r"viên chức|gvcn|\(?đã ký\)?|da ky)\W*$"
)
_NUMBERED = r"(?i)^\W*(?:[ivxlc]{1,5}[.)\-:]\s+|[a-z][.)]\s+|\d{1,2}[.)]\s+)"
_GROUP = (
    r"(?:xã|phường|thị trấn|thôn|xóm|tổ|tdp|khóm|đội|làng|"
    r"khu phố|khu vực|buôn|bon|ấp|huyện|thành phố|chi hội|chi đoàn|chi bộ|hội|trường|lớp|khối|"
    r"đơn vị|phòng|nhóm|phần|mục|đối tượng|diện|loại|người|khác|trung tâm|trạm|doanh nghiệp|"
    r"danh sách|bổ sung|phụ lục|biểu|bảng|cụm|công ty|cơ quan|ubnd|năm|đợt|quyển|trang)\b"
)
#: Begins the first words of a row that names a group of the rows below it.
SECTION = rf"{_NUMBERED}?{_GROUP}"
#: The same with a number that may look like a surname: `VI. Xã Hiệp An`.
NUMBERED_SECTION = _NUMBERED + _GROUP
#: Names who leads the people below, not one of them: `GVCN: …`.
LEADER = (
    r"(?i)^\W*(?:gvcn|giáo viên (?:chủ nhiệm|phụ trách)|(?:tổ|nhóm|đội|thôn) trưởng|"
    r"trưởng (?:thôn|nhóm|ban))\s*:"
)
#: Counts groups, as people are not: `I`, `A.`.
LETTER = r"^\s*(?:[IVXLC]{1,6}|[A-Z])[.)]?\s*$"
HOUSEHOLD = r"(?i)^\W*hộ\b"
#: Words that no name has: small letters that begin a word, signs of a note.
WORDED = r"(?:^|\s)\p{Ll}\p{L}|[:*]|^\s*[-+(]"
#: Letters that are no formula's error (`#N/A`).
NAMED = r"^[^#]*\p{L}"
SERIAL = r"^\s*\d+(?:\.0)?\s*$"
#: What stands before the first words: numbers of rows and of groups.
COUNT = r"^\s*\d*\s*$|^(?:[IVXLC]{1,6}|[A-Z])[.)]?$"
