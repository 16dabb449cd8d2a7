"""Words round names: surnames, forms of address, baptismal names, initials, organisations."""

from __future__ import annotations

import unicodedata

import polars as pl

from pipelines.sources.normalise.text import fold

_SURNAMES = (
    "bàn bành bá bùi bạch bế ca cam cao chu chung châu chíu chướng chế chử cung cà cái cù cầm "
    "danh diệp doãn dã dư dương giang giàng giáp hoa hoàng huỳnh hà hàn hình hạ hầu hồ hồng hứa "
    "kha khuất khúc khưu khổng kim kinh kiều la lay linh liêu liễu luyện lâm lâu lã lê lí lò lô "
    "lù lý lư lưu lương lường lạc lại lầu lều lỗ lộ lục lữ ma mai man mang mã mông mùa mạc mạch "
    "mấu mẫn "
    "nghiêm nghê nguyễn ngân ngô ngụy nhan nhâm nhữ ninh nông ong phan phí phó phù phùng phương "
    "phạm quan quàng quách quảng si sì sùng sú sơn sầm sằn sử thang thi thiều thành thào thái "
    "thân thôi thạch thập tiêu tiết trang triệu trà trương trần trịnh ty tào tòng tô tôn tăng "
    "tưởng tạ tạo tất tống từ ung uông vi viên voòng vàng vòng võ văn vũ vương vạn xa âu ông "
    "đinh điểu đoàn đàm đàng đào đái đèo đường đậu đặng đồ đồng đổng đỗ đới đỡ "
)


def _both(words: str) -> frozenset[str]:
    """Words with and without their accents: lists in capitals often have none."""
    accented = words.split()
    folded = (
        "".join(c for c in unicodedata.normalize("NFD", w) if not unicodedata.combining(c))
        for w in accented
    )
    return frozenset(accented) | frozenset(w.replace("đ", "d") for w in folded)


#: First words of a name that are surnames, without those that are forms of address too.
SURNAMES = _both(_SURNAMES) - {"ông", "ong", "văn", "van", "thị", "thi", "hộ", "ho"} | {"hồ", "ho"}
#: Surnames of few people, most of them Chăm; the words are more often given or middle names.
RARE_SURNAMES = _both("văn thông qua nại não miêu trượng lượng báo hán dụng thổ đạt phú")
#: Beginnings of names of the highlands, and clans.
PARTICLES = (
    r"^(?:k'|h'|m'|n'|r'|b'|s'|(?:ka|ha|ma|ya|y|rơ|ro|kơ|ko|kra|krajan|krajăn|krăjăn|kră|cil|bon|pang|"
    r"păng|liêng|lieng|phi|kon|lơ|jơ|jơlơng|tou|touprong|touneh|da-?g|đa-?g|dagout|đagout|dà|đa|da|"
    r"niê|nie|bkrông|ju|sơ|đơng|dơng|klong|bơ|pơ|đưng|jrang|k|h)[\s-]+\S)"
)
#: Clans whose name stands before the given one, folded and without spaces: `Cil, K'Brèo`.
_CLANS = (
    *("bondong", "bonnieng", "bonto", "cil", "cilmup", "cilpam", "cilyu", "dagot", "dagout"),
    *("dagoud", "donggur", "dunggur", "jolong", "klong", "kolieng", "konsa", "konso", "kosa"),
    *("krajan", "lienghot", "liengjrang", "liengtrang", "lomu", "mbon", "pangting", "phisrong"),
    *("phisronh", "poting", "roong", "sodong", "touneh", "touprong"),
)
_TITLE = r"(?:ông|bà|ong|ba|ô|b)"
#: Group 1: "Hộ ông", "Ông/Bà:", "Ông (bà)", "Hộ gia đình bà", "Vợ chồng ông", "Bà", "Ô.".
TITLES = (
    r"^((?:(?:hộ|ho)(?:\s+(?:gia đình|gia dinh|gđ))?\s*:?\s+(?:vợ chồng\s+)?(?:ông|bà|ong|ba|ô|b)"
    r"|hộ(?:\s+(?:gia đình|gđ|cá nhân))?"
    r"|(?:(?:và\s+)?(?:vợ chồng|vợ|chồng)(?:\s+là)?\s*:?\s+)?(?:ông|bà|ong|ba|ô|b))(?:\.|\b)"
    rf"(?:\s*[/&(,+-]\s*{_TITLE}\b\.?\)?|\s*và\s+{_TITLE}\b|\s+bà\b)?\s*[:.]?\s*)"
)
#: Usual second syllables: `Ông Đình An` is a whole name, and no form of address before one.
MIDDLE = _both(
    "anh bá bảo bích công diệu duy đăng đình đức gia hoài hồng hữu khánh khắc kim mạnh minh mỹ "
    "ngọc nguyên như phúc phước quang quốc quý tấn thanh thành thảo thế thị thiên thu thúy tiến "
    "trọng trung tuấn tuyết tường văn viết việt xuân"
)
#: Offices that stand before a name.
OFFICE = (
    r"(?:phó )?(?:hiệu trưởng|chủ tịch|giám đốc|bí thư|trưởng thôn|thôn trưởng|tổ trưởng|"
    r"trưởng phòng|trưởng ban)"
)
#: Kinship words, ranks and offices that stand before a name.
KIN = (
    rf"^(?:sr|lm|linh mục|nữ tu|đại đức|thượng tọa|ni cô|(?:thầy|cô)(?: giáo)?(?: {OFFICE})?|"
    rf"{OFFICE}|"
    r"anh|chị|chú|bác|(?:ông |bà )?cụ(?: ông| bà)?|cháu|em|bé|trẻ|sư cô|ni sư|đ/c|"
    r"đ\.c|đồng chí|dong chi|mẹ vnah|mẹ việt nam anh hùng|(?:bà )?quả phụ|"
    r"(?:gia đình|gđ)(?: ông| bà)?|chủ hộ|liệt s[ĩỹ]|ls|thương binh|bệnh binh|ths|ts|bs|"
    r"bscki{1,2}|gs|pgs|ks|mr|mrs|ms|gv|hs|hv|học sinh|hội viên|nlđ|ccb|nct|tb|bb|đc)"
    r"\s*[:.]?\s+"
)
_FIRST_WORDS = (
    "hộ ho và vợ chồng ông bà ong ba ô b sr lm linh nữ đại thượng ni anh chị cô chú bác cụ cháu em "
    "thầy sư đồng dong mẹ bé trẻ quả gia gđ liệt ls thương bệnh ths ts bs bscki bsckii gs pgs ks "
    "mr mrs ms gv hs hv học hội nlđ ccb nct tb bb đc con cb bố cha người giám thân chủ hiệu phó bí "
    "trưởng thôn tổ"
)
#: First words of forms of address, kinship words and ranks: of all that `TITLES` and `KIN` know.
ADDRESSING = frozenset(_FIRST_WORDS.split())
#: Group 1: baptismal names at the beginning, over folded text, with the space after them.
BAPTISMAL = (
    r"^((?:(?:ma-?ri-?a|giu-?se|phe-? ?ro|phao-? ?lo|te-? ?re-? ?(?:sa|xa)|an-?na|gio-?an|"
    r"bao-?ti-?xi-?ta|da-? ?minh|do-?mi-?ni-?co|mi-?ca-?e|vinh-? ?son|vincente|an-?ton|antonio|"
    r"phan-?xi-?co|xa-?vi-?e|sa-?vi-?e|mac-?ti-?no|mar-?ti-?no|mat-?ta|mattheu|ca-?ta-?ri-?na|"
    r"lu-?ci-?a|au-?gu-?ti-?no|au-?tinh|to-?ma|i-?sa-?ve|elisabeth|ce-?ci-?lia|xe-?xi-?lia|ro-?sa|"
    r"gia-?co-?be|an-?re|ba-?to-?lo-?me-?o|mo-?ni-?ca|a-?ga-?ta|agatha|be-?na-?do|te-?pha-?no|"
    r"stephano|lu-?ca|mac-?co|ra-?pha-?en|raphael|gabriel|gio-?a-?kim|i-?nha-?xi-?o|ma-?ga-?ri-?ta|"
    r"anê|ane|agnes|ma-?da-?le-?na|cla-?ra|ve-?ro-?ni-?ca|be-?ne-?dic-?to|lo-?ren-?so|emmanuel|"
    r"phi-?lip-?phe|si-?mon|phau-?ti-?na|goretti)[.,]? )+)"
)
#: Abbreviated syllables: Ng. T. Lan.
INITIALS = r"\p{L}|ng|ngh|th|tr|ph|kh|nh|ch|gi|qu|thg|hg|hng"


def is_begun(rest: pl.Expr, *, rarely: bool = False) -> pl.Expr:
    """Whether a text begins like a name: with a surname or a particle of the highlands.

    `rarely` also with words that are surnames now and then: `Văn Tuấn Tư`, `Thông Thị Liêm`.
    """
    word = rest.str.extract(r"^([^\s.,'-]+)", 1)
    begun = (word.is_in(list(SURNAMES)) & rest.str.contains(r"^\S+[\s.,]+\S")) | rest.str.contains(
        PARTICLES
    )
    if rarely:
        begun |= word.is_in(list(RARE_SURNAMES)) & rest.str.contains(r"^\S+\s+\S+\s+\S")
    return begun.fill_null(value=False)


def is_clan(text: pl.Expr) -> pl.Expr:
    """Whether a text is the name of a clan of the highlands and nothing more."""
    return fold(text).str.replace_all(r"[^a-z]", "").is_in(_CLANS).fill_null(value=False)
