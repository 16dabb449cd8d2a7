"""Words by which a header says what it holds, for headers nobody has declared.

Patterns run on folded headers (no accents, lower case, single spaces), most specific first.
"""

from __future__ import annotations

import re

from pipelines.sources.declaration import Field


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{text})\b")


#: A date of the lunar calendar.
SAYS_LUNAR = re.compile(r"\bam lich\b|\( ?al ?\)")
#: Columns that no stage needs, or that only look like one that is needed.
UNUSED: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ngày, nơi cấp giấy tờ", _pattern(
        "(?:ngay|ng|noi|n)(?: thang)?(?: nam)? cap|cap ngay|co quan cap|tinh cap|han su dung|"
        "het han|gia tri den|ngay het|thoi han|issue(?:d)? (?:date|place|on|by)|"
        "(?:date|place) of issue")),
    ("loại giấy tờ", _pattern("loai giay to|loai gttt|ten giay to|loai giay|loai so")),
    ("nơi đăng ký khai sinh", _pattern("(?:(?<!gioi )tinh|huyen|xa) ks")),
    ("liên lạc", _pattern("dien thoai|sdt|so dt|dt lien he|di dong|email|zalo|phone|mobile|fax")),
    ("tên gọi khác", _pattern("(?:ten|thuong) goi(?: khac)|thuong goi|bi danh|biet danh|ten khac")),
    ("tuổi", re.compile(
        r"^(?:do )?tuoi\b(?!.*\bsinh\b)|(?<!cao )\btuoi (?:doi|dang|quan|tho|khi)\b|^huong tho\b")),
    ("quê quán", _pattern("que quan|nguyen quan|que|que goc")),
    ("tôn giáo", _pattern("ton giao")),
    ("nhóm máu", _pattern("nhom mau|lan hien mau")),
    ("dân tộc thiểu số", _pattern("nu dan toc|dan toc (?:thieu so|it nguoi)|dtts")),
    ("nghề nghiệp, học vấn", _pattern(
        "nghe nghiep|nghe|chuc vu|chuc danh|cap bac|trinh do|chuyen mon|hoc van|don vi cong tac|"
        "noi lam viec|noi cong tac|co quan cong tac|bang cap|mon day|vi tri viec lam|dang vien|"
        "vi the|chinh tri|cong viec")),
    ("trường, lớp", _pattern(
        "lop|khoi|ten truong|truong|nam hoc|ten lop|ma lop|ma truong|class|school|grade|course")),
    ("tài khoản, mã số thuế", _pattern("tai khoan|stk|ngan hang|ma so thue|mst")),
    ("thửa đất, tài sản", _pattern(
        "dien tich|loai dat|muc dich su dung|mdsd|nguon goc|hinh thuc su dung|hinh thuc so huu|"
        "cap hang|can ho|nha chung cu|tai san|dia chi thua dat|thua dat|ghi tren gcn|so vao so")),
    ("thẻ bảo hiểm y tế", _pattern("bhyt|kham chua benh|kcb")),
    ("tệp đính kèm", _pattern(
        r"file|scan|url|hinh anh|duong dan|tap tin|(?:co|kem|tep|link) anh|"
        r"anh (?:\d\w*|the|chup|chan dung|cccd|cmnd|can cuoc|giay|ho so|dai dien|mat)")),
    ("mức hưởng", _pattern(
        "muc huong|so tien|he so|muc tro cap|muc luong|luong|ty le|muc dong|mung tho|phu cap")),
    ("ngày sự kiện khác", _pattern(
        "ngay (?:vao|ket nap|nhap ngu|xuat ngu|tham gia|tao|cap nhat|nhap|sua|ra quan|tuyen dung|"
        "ky|hieu luc|bat dau|ket thuc|quyet dinh|qd|nl|h[iy] sinh|chuyen|den|di|linh|nhan|chi tra|"
        "sinh hoat|hien mau)|nam vao|nam nhap ngu|"
        "nam mo so|gio phut|huong tu|tu thang|h[iy] sinh|joined?(?: date)?|updated|moved in|"
        "vao hoi")),
    ("tổ chức", _pattern(
        "to chuc|dinh danh to chuc|ma don vi|don vi quan ly|ten don vi|doanh nghiep|chi hoi")),
    ("nhóm, loại đối tượng", _pattern("(?:nhom|loai|dien|ma) (?:doi tuong|dt|chinh sach)")),
    ("ghi chú", _pattern("ghi chu|note|ly do|nguyen nhan|tinh trang hon nhan|y kien")),
    ("nơi chết", _pattern("noi.* chet|chet.* noi|(?:chet|mat|tu vong) (?:o|tai)")),
    ("số đếm", re.compile(
        r"^(?:tong )?so (?:luong )?(?:hoc sinh|hs|tre|hoi vien|nguoi|ho|lao dong|nhan khau|lop|"
        r"doi tuong|giao vien|cong dan|thanh vien)\b(?!.*(?:dinh danh|ddcn|giay|can cuoc|cccd))|"
        r"^(?:da|chua) co\b")),
    ("số sổ", _pattern("so so bhxh|da co so|vung sinh song")),
    ("quyết định", _pattern("so (?:quyet dinh|qd)|decision")),
    ("quan hệ", _pattern("quan he|qh")),
    ("chuỗi định danh khác", _pattern("dinh danh (?:thua|bo|ho|dien tu|truong|don vi)")),
)  # fmt: skip

_ID_WORDS = (
    r"dinh danh|ddcn|dd cn|sddcn|mddcn|mdd|cc dd|cccd|can cuoc|giay to tuy than|giay to|"
    r"cmnd|cmtnd|cmtnn|cmt|"
    r"chung minh|ho chieu|gttt|so gt|id number|identity|citizen id|national id|so dd|so cc|old id|"
    r"personal (?:id|number|identification number)|id card|id no"
)

#: Meaning of a header, once whose it is and what is unused is known.
ATTRIBUTES: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.BIRTH_DATE_WORDS, re.compile(r"sinh.*bang chu|bang chu.*sinh")),
    (
        Field.BIRTH_PRECISION,
        re.compile(
            r"(?<!neu )(?<!hoac )\bchi (?:co |biet )?(?:nam|thang)\b|\bccns\b|kieu ngay sinh"
        ),
    ),
    (
        Field.DEATH_DATE,
        re.compile(
            r"^(?!.*\b(?:noi|nguyen nhan|ly do|so|giay|bang chu|tinh trang|tuoi|ten)\b).*"
            r"(?:\b(?:chet|tu tran|tu vong|qua doi)\b|(?:ngay|nam|thoi gian|thoi diem)\b.*\bmat\b|"
            r"\bmat (?:ngay|luc)\b)"
        ),
    ),
    (
        Field.EVENT_DATE,
        re.compile(
            r"\bngay (?:dang ky|dk|dkkh|dkks|dkkt|vao so|khai sinh|khai tu)\b|"
            r"\b(?:dang ky|vao so)(?: vao)? ngay\b|thang nam dang ky"
        ),
    ),
    (Field.HEAD_RELATION, re.compile(r"(?:quan he|qh).*chu ho")),
    (Field.HOUSEHOLD_ID, re.compile(r"\bma (?:so )?ho\b|\bso (?:so )?ho khau\b|so ho so cu tru")),
    (
        Field.COMMUNE_CODE,
        re.compile(r"\bma (?:so )?(?:don vi hanh chinh|dvhc|hc|xa|phuong)\b|\bma xa phuong\b"),
    ),
    (Field.NATIONALITY, re.compile(r"\bquoc tich\b|\bnationality\b")),
    (Field.ETHNIC_GROUP, re.compile(r"\bdan toc\b|^d toc$|\bethnic")),
    (
        Field.BIRTH_PLACE,
        re.compile(
            r"noi sinh(?! hoat)|noi dkks|noi (?:dang ky|dk) ks|"
            r"\b(?:noi|xa|huyen|tinh|tp|dia chi|dia danh|co quan|ubnd)\b.*\bkhai sinh\b|"
            r"^(?:dang ky )?khai sinh$|khai sinh tai|\bbirth ?place\b|\bplace of birth\b"
        ),
    ),
    (Field.ID_NUMBER, _pattern(_ID_WORDS)),
    (
        Field.BIRTH_MONTH,
        re.compile(
            r"^thang(?: sinh)?$|(?<!ngay )\bthang sinh\b|\bmonth of birth\b|\bbirth month\b"
        ),
    ),
    (
        Field.BIRTH_DATE,
        re.compile(
            r"\bngay (?:gio )?(?:thang )?(?:nam )?sinh\b(?! hoat| song)|\bnam sinh\b|"
            r"\bsinh (?:ngay|nam|vao|luc)\b|\bntns\b|"
            r"\bthoi (?:gian|diem) sinh\b(?! hoat| song| vien)|"
            r"\b[dy]ob\b|\bd o b\b|birth(?! ?place)|^ns\b|\bns$|^sinh$|ngay thang nam$|\bng sinh\b|"
            r"\bn sinh\b|^(?:(?:n|ng|nt|ntn|nth|th|thg|d m y) )+sinh\b"
        ),
    ),
    (
        Field.SEX,
        re.compile(
            r"gioi tinh|^phai(?: tinh)?$|\bphai (?:nam|cua)\b|\bgioi phai\b|^gt$|"
            r"^(?:be )?(?:trai|nam)(?: hay| hoac)? (?:be )?(?:gai|nu)$|"
            r"\bla (?:nam|trai) hay (?:nu|gai)\b|"
            r"\bsex\b|gender|^gioi$|\bg tinh\b|\bgtinh\b|"
            # The codes explained in the header itself.
            r"^(?:phai|gioi|gt)(?: (?:nam|nu|trai|gai|la|x|m|f|t|g|\d\d?))+$|"
            r"^(?:nam|nu|trai|gai) \d\d? (?:nam|nu|trai|gai) \d\d?$|"
            r"^\d\d? (?:la )?(?:nam|nu) \d\d? (?:la )?(?:nam|nu)$"
        ),
    ),
    (Field.ADDRESS, re.compile(
        r"dia chi|\bnoi (?:o|cu tru|thuong tru|tam tru|dk thuong tru|dktt)\b|\bcho o\b|thuong tru|"
        r"\bho khau\b|\bhktt\b|\bhk tt\b|cu tru|tru quan|^dc$|\bd c$|\btam tru\b|"
        r"noi dang ky thuong")),
    (
        Field.FAMILY_NAME,
        re.compile(
            r"\bho (?:va )?(?:ten |chu )?(?:dem|lot)\b(?!.*\bten\b)|^ho(?: va)?$|"
            r"^ho (?:va )?dem$|^(?:ten |chu )?(?:dem|lot)\b(?!.*\bho\b)|"
            r"\b(?:last|family|middle) name\b|\bsurname\b"
        ),
    ),
    (
        Field.FULL_NAME,
        re.compile(
            r"\bho (?:va |v )?(?:chu )?(?:dem )?(?:va )?ten\b|\bhoten\b|\bhvt\b|full ?name|"
            r"\bht\b(?! (?:chi|nhan|tra|so huu|su dung|thanh toan|cong tac))|"
            r"\bten (?:khai sinh|nguoi|co dau|phu huynh|chu|doi tuong|hoi vien|hoc sinh|tre|"
            r"chong|vo|cha|bo|me|con)\b|\bten day du\b|"
            r"^h ten\b|\bname$"
        ),
    ),
    (Field.GIVEN_NAME, re.compile(r"^ten(?: goi)?$|\b(?:first|given) name\b")),
)  # fmt: skip

#: Headers of the totals that the province states.
TARGETS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.TARGET_TOTAL, re.compile(
        r"\b(?:tong so|tong|so luong|so (?:phai|can|duoc giao|giao)|phai (?:lam|thuc hien))\b")),
    (Field.PERIOD_FROM, _pattern("tu ngay|tu thang|bat dau")),
    (Field.PERIOD_TO, _pattern("den ngay|den thang|ket thuc|thoi diem")),
    (Field.INDICATOR_CODE, re.compile(r"^ma\b")),
    (Field.LABEL, _pattern("chi tieu|noi dung|dien giai|ten")),
    (Field.DISTRICT, _pattern("huyen|dia ban|don vi hanh chinh")),
    (Field.STATED_BY, _pattern("nguon|co quan|cung cap")),
)  # fmt: skip

#: Boxes for one sex: a mark, or a code that the header itself explains.
BOXES: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.SEX_FEMALE, re.compile(
        r"^(?:phai|gioi tinh|gioi|gt|la|danh dau)(?: la)? nu(?: gioi)?$|"
        r"^nu (?:gioi|(?:danh dau )?x)$|"
        r"^(?:(?:phai|gioi tinh|gioi|gt) )?(?:o )?nu (?:danh dau|ghi|tich|dien|la) (?:dau )?[x1]"
        r"(?: neu la nu)?$|"
        r"^(?:phai|gioi tinh|gioi|gt) (?:[1x] (?:la )?nu|nu (?:la )?[1x])(?: bo trong)?$|"
        r"^(?:is )?female$|"
        r"^(?:phai|gioi tinh|gioi|gt) gai$|^(?:be |con )?gai$|^cu ba$")),
    (Field.SEX_MALE, re.compile(
        r"^(?:phai|gioi tinh|gioi|gt|la|danh dau)(?: la)? nam(?: gioi)?$|"
        r"^nam (?:gioi|(?:danh dau )?x)$|"
        r"^(?:phai|gioi tinh|gioi|gt) (?:[1x] (?:la )?nam|nam (?:la )?[1x])(?: bo trong)?$|"
        r"^(?:is )?male$|"
        r"^(?:phai|gioi tinh|gioi|gt) trai$|^(?:be |con )?trai$|^cu ong$")),
)  # fmt: skip

#: What was so once, or was taken from an older paper: `CMND cũ`, `Họ tên trước đây`.
FORMER = re.compile(
    r"\b(?:old|previous(?:ly)?|former(?:ly)?|replaced|truoc (?:day|kia)|ban dau|dau tien|"
    r"chua cai chinh)\b|"
    r"\b(?:so|the|cmnd|cmt|cmtnd|cccd|can cuoc|chung minh|thu|dinh danh|ho chieu) "
    r"cu\b(?! tru)"
)

FORMER_RANK = 5

#: Which of several columns of one meaning is preferred: lower comes first.
RANK: tuple[tuple[int, re.Pattern[str]], ...] = (
    (FORMER_RANK, FORMER),
    (4, re.compile(r"tam tru|\bda (?:chet|mat|qua doi|tu tran)\b")),
    (3, re.compile(r"\bme\b|\bcha\b")),
    (0, re.compile(r"thuong tru|hktt|ho khau|dktt|cu tru cuoi")),
    (2, re.compile(r"\bgiay khai sinh\b|\bgks\b|hien nay|hien tai|nhan ho so|lien he|noi o|cho o")),
)

#: Parts of an address by the last words of a header.
PLACE_PARTS: tuple[tuple[Field, re.Pattern[str]], ...] = (
    (Field.HAMLET, _pattern(r"thon|xom|to dan pho|tdp|khu pho|ap|buon|so nha|to|duong")),
    (Field.COMMUNE, _pattern(r"xa|phuong|thi tran|dac khu")),
    (Field.DISTRICT, _pattern(r"quan|huyen|thi xa")),
    (Field.PROVINCE, _pattern(r"tinh|tinh tp|thanh pho truc thuoc")),
)

PLACE_ONLY = re.compile(
    r"^(?:ten )?(?:thon|xom|to|dan|pho|tdp|khu|ap|buon|so|nha|duong|xa|phuong|thi|tran|xa|quan|"
    r"huyen|tinh|tp|thanh|dac|hoac|va|ban|lang|tt)(?: (?:thon|xom|to|dan|pho|tdp|khu|ap|buon|so|"
    r"nha|duong|xa|phuong|thi|tran|quan|huyen|tinh|tp|thanh|dac|hoac|va|ban|lang|tt))*$"
)

#: Groups of address parts that are not where the person lives.
NOT_RESIDENCE = re.compile(r"que|khai sinh|noi sinh|thua dat|kcb|lam viec|noi chet|\bcap\b")
