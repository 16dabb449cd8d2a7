"""English for the sentences of reading and normalising, which are made in Vietnamese.

A pattern a sentence, in order: the longer before what is part of it. What the file itself says
stands in «» and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHRASES: tuple[tuple[str, str], ...] = (
    # what a column was taken for, and why
    (r"tiêu đề («.*?») đúng mẫu khai báo", r"header \1 as declared"),
    (r"tiêu đề («.*?») được hiểu theo nghĩa", r"header \1 understood by its words"),
    (r"tiêu đề («.*?») gần giống mẫu khai báo", r"header \1 resembles a declared one"),
    (r"tiêu đề («.*?») chỉ nêu người", r"header \1 names a person only"),
    (r"tiêu đề («.*?») là một phần địa chỉ", r"header \1 is a part of an address"),
    (r"tiêu đề («.*?») là nơi cư trú của cha, mẹ", r"header \1 is where the parents live"),
    (r"tiêu đề họ tên gộp trên hai cột: họ, chữ đệm \| tên", "one name header over two columns"),
    (r"tiêu đề không thuộc các cột cần dùng", "header of no column that is needed"),
    (r"cột không cần dùng: [^;]+", "of no use here"),
    (r"địa danh không phải nơi cư trú", "a place where the person does not live"),
    (r"cột của người không thuộc danh sách", "of somebody who is not on the list"),
    (r"của người không thuộc danh sách, nêu ở cột tên phía trước",
     "of somebody who is not on the list, named before"),
    (r"thuộc người nêu ở cột tên phía trước", "belongs to the person named before"),
    (r"của người thân, người đi khai; dòng đã có cột họ tên của chính chủ",
     "of a relative or declarant; the row names its own person elsewhere"),
    (r"không có tiêu đề; nhận theo nội dung:", "no header; known by its contents:"),
    (r"tiêu đề lạ; nhận theo nội dung:", "unknown header; known by its contents:"),
    (r"nhưng nội dung trái với tiêu đề:", "but the contents contradict the header:"),
    (r"nhưng năm sinh trong số định danh trái với cột ngày sinh",
     "but the years within the numbers contradict the dates of birth"),
    (r"cán bộ đã xác nhận trong tệp ánh xạ", "confirmed by an officer's mapping"),
    (r"năm của sổ, không phải năm sinh: đã có cột ngày sinh",
     "year of the register, not of birth: there is a date of birth"),
    (r"năm của sổ, không phải năm sinh: hầu như không đổi từ dòng này sang dòng khác",
     "year of the register, not of birth: nearly the same in every row"),
    (r"đã dùng cột (\d+) («.*?») cho nghĩa này", r"column \1 \2 has this meaning already"),
    (r"các cột cùng nghĩa bổ sung cho nhau", "columns of one meaning complete each other"),
    (r"họ và chữ đệm ở hai cột, ghép lại", "family and middle name in two columns, joined"),
    (r"nhiều tên đệm Thị hơn cột kia", "more names with Thi than in the other column"),
    (r"ít tên đệm Thị hơn cột kia", "fewer names with Thi than in the other column"),
    (r"là người đứng tên", "is the holder"),
    (r"nhóm cột người thứ hai", "columns of the second person"),
    (r"(\d+)% ô có dữ liệu là số giấy tờ", r"\1% of filled cells are document numbers"),
    (r"(\d+)% ô có dữ liệu là 12 chữ số", r"\1% of filled cells have 12 digits"),
    (r"(\d+)% ô có dữ liệu là ngày đầy đủ", r"\1% of filled cells are full dates"),
    (r"(\d+)% ô có dữ liệu là năm hoặc tháng/năm", r"\1% of filled cells are years or months"),
    (r"(\d+)% ô có dữ liệu là năm", r"\1% of filled cells are years"),
    (r"(\d+)% ô có dữ liệu là họ tên", r"\1% of filled cells are names"),
    (r"(\d+)% ô có dữ liệu là địa chỉ", r"\1% of filled cells are addresses"),
    (r"(\d+)% ô có dữ liệu là Nam/Nữ", r"\1% of filled cells are male or female"),
    (r"(\d+)% ô có dữ liệu là dấu x", r"\1% of filled cells are marks"),
    (r"(\d+)% ô có dữ liệu là 10 chữ số", r"\1% of filled cells have 10 digits"),
    (r"(\d+)% ô có dữ liệu là 0/1", r"\1% of filled cells are 0/1"),
    (r"(\d+)% ô có dữ liệu là số nguyên", r"\1% of filled cells are whole numbers"),
    (r"(\d+)% ô có dữ liệu là chữ", r"\1% of filled cells are words"),
    (r"cột trống", "empty column"),
    (r"(\d+)% ô có dữ liệu đọc được", r"\1% of filled cells can be read"),
    (r"tiêu đề («.*?») hỏi nhiều điều; ô bắt đầu là tên",
     r"header \1 asks several things; cells begin with names"),
    (r"tiêu đề («.*?»): mỗi ô nêu hai người, chồng đứng trước",
     r"header \1: each cell tells of two people, the husband first"),
    (r"tiêu đề («.*?»): mỗi ô nêu hai người, vợ đứng trước",
     r"header \1: each cell tells of two people, the wife first"),
    (r"tiêu đề («.*?»): mỗi ô nêu hai người, cha đứng trước",
     r"header \1: each cell tells of two people, the father first"),
    (r"tiêu đề («.*?»): mỗi ô nêu hai người, mẹ đứng trước",
     r"header \1: each cell tells of two people, the mother first"),
    (r"số 12 chữ số ở cột khác", "numbers of 12 digits in another column"),
    (r", khớp năm sinh", ", which agree with the dates of birth"),
    (r"ô là ngày 1–31", "cells are days 1–31"),
    (r"ô là năm", "cells are years"),
    (r"ô là mã 10 chữ số", "cells are codes of 10 digits"),
    (r"ô là lời, mã ở cột khác", "cells are words, the code is in another column"),
    (r"ô có cả họ và tên", "cells hold whole names"),
    (r"là cột số giấy tờ duy nhất", "the only column of numbers"),
    # what became of a sheet
    (r"Đọc (\d+) dòng dữ liệu\.", r"\1 rows of data read."),
    (r"Không tìm thấy dòng tiêu đề\.", "No header row was found."),
    (r"Chưa đọc, chờ xác nhận cột:", "Not read; columns to be confirmed:"),
    (r"không tìm thấy cột («.*?») của ([^;.]+)", r"no column for label\1 of whose[\2]"),
    (r"không tìm thấy cột («.*?»)", r"no column for label\1"),
    (r"cột (\d+) («.*?») chưa chắc là («.*?»):", r"column \1 \2 is hardly label\3:"),
    (r"các cột ([^;]+?) cùng có nghĩa («.*?»)", r"columns \1 all mean label\2"),
    (r"các cột ([^;]+?) đều có thể là («.*?»)", r"columns \1 could each be label\2"),
    (r"tệp ánh xạ (\S+) còn cột chưa xác nhận:", r"mapping \1 leaves open columns"),
    (r"tệp ánh xạ dùng («.*?») cho hai cột (\d+) và (\d+)",
     r"the mapping gives \1 to both columns \2 and \3"),
    (r"Tệp ánh xạ (\S+) không đọc được:", r"The mapping \1 cannot be read:"),
    (r"dòng ([\d, ]+) là tiêu đề của bảng khác, thứ tự cột khác; tách thành tệp hoặc trang riêng",
     r"row \1 is the header of another table with other columns; split the file"),
    (r"Chạy `doisoat check TỆP --source (\S+) --write-mapping`, sửa nếu cần và xác nhận tệp ánh "
     r"xạ, rồi chạy lại\.",
     r"Run `doisoat check FILE --source \1 --write-mapping`, fill the mapping in, run again."),
    (r"Trang không phải danh sách .*", "The sheet is no list (summary or instructions)."),
    (r"Bỏ qua trang: trang biểu đồ, không có ô\.", "Sheet left out: a chart without cells."),
    (r"Không có dữ liệu \(trống\)\.", "No data."),
    (r"Có tiêu đề nhưng không có dữ liệu\.", "A header but no data."),
    (r"Tệp giống hệt («.*?») đã đọc; không đọc lại\.", r"The same as \1, read already."),
    # why a file is refused
    (r"Tệp rỗng\.", "The file is empty."),
    (r"Tệp có mật khẩu; .*", "The file has a password; remove it and send the file again."),
    (r"Tệp bảng tính hỏng, .*", "The workbook is broken; save it again and send it."),
    (r"Tệp bảng tính không có trang nào\.", "The workbook has no sheet."),
    (r"Tệp mang đuôi (\S+) nhưng .*", r"The file is named \1 but is something else."),
    (r"Tệp là văn bản Word.*", "The file is a text document or a presentation, not a table."),
    (r"Tệp là XML Spreadsheet 2003; .*",
     "The file is an XML Spreadsheet of 2003; save it as .xlsx and send it again."),
    (r"Tệp là trang web \(HTML\), không có bảng dữ liệu\.", "The file is a web page, no table."),
    (r"Tệp là liên kết ra ngoài .*", "The file is a link to the outside; not followed."),
    (r"Tệp là chương trình, .*", "The file is a program, not a table."),
    (r"Tệp là bảng dạng (\w+).*", r"The file is a \1 table; save it as .xlsx and send it again."),
    (r"Tệp là (?:ảnh )?(\w+), không phải bảng dữ liệu; .*", r"The file is \1, not a table."),
    (r"Tệp không phải văn bản: .*", "The file is no text: it has many NUL bytes."),
    (r"Tệp có dòng dài quá (\d+) MB; không đọc\.", r"A line is longer than \1 MB; not read."),
    (r"Tệp parquet hỏng, .*", "The parquet file is broken."),
    (r"Bảng parquet quá lớn\.", "The parquet table is too large."),
    (r"Bảng trong tệp HTML quá lớn\.", "The table in the web page is too large."),
    (r"(?:Tệp|Trang|Bảng) có (\d+) cột, quá giới hạn (\d+) cột\.",
     r"\1 columns, more than \2; not read."),
    (r"Trang có kích thước bất thường \((\S+) dòng × (\S+) cột\); .*",
     r"The sheet has an absurd size (\1 rows × \2 columns); delete the stray cells."),
    (r"Tệp lớn quá giới hạn (\d+) MB\.", r"The file is larger than \1 MB."),
    (r"Tệp đọc quá lâu .*", "Reading took too long and was stopped; split the file."),
    (r"Không đọc được tệp \((\w+)\); .*", r"The file cannot be read (\1); save it again."),
    (r"Không mở được tệp .*", "The file cannot be opened (missing, or no permission)."),
    (r"Tệp nén chứa (\d+) tệp, quá giới hạn (\d+)\.", r"The archive has \1 files, more than \2."),
    (r"Tệp nén giải ra quá lớn; không đọc\.", "The archive unpacks to too much; not read."),
    (r"Tệp nén có tỷ lệ nén bất thường .*", "A decompression bomb; not read."),
    (r"Tệp nén lồng nhau quá sâu; không đọc\.", "Archives nested too deeply; not read."),
    (r"Tệp nén có tệp trỏ ra ngoài .*", "The archive points outside its folder; not read."),
    (r"Tệp nén có mật khẩu; .*", "The archive has a password; remove it and send it again."),
    (r"Tệp nén không chứa tệp nào\.", "The archive holds no file."),
    (r"Tệp nén hỏng, .*|Tệp trong gói nén hỏng, .*", "The archive is broken."),
    (r"Thư mục («.*?») không thuộc danh sách nào; .*", r"Folder \1 is no list; file not read."),
    (r"Tệp không nằm trong thư mục .*", "The file lies in no list's folder; not read."),
    # what was repaired or noticed
    (r"UTF-8 đọc nhầm bảng mã ([^;.: ]+)", r"UTF-8 misread as \1"),
    (r"Đã chuyển từ (.+?) sang Unicode: ", r"Decoded from \1 to Unicode: "),
    (r"Chưa xác định được bảng mã của (.+?); giữ nguyên\.", r"Encoding of \1 unknown; left as is."),
    (r"chưa xác định", "not known"),
    (r"\bcột (\d+)", r"column \1"),
    (r"Có (\d+) dòng ẩn; vẫn được đọc\.", r"\1 hidden rows were read too."),
    (r"Bỏ (\d+) dòng cuối bảng \(cộng, ký tên\)\.", r"\1 footer rows left out."),
    (r"Nối lại (\d+) dòng bị ngắt vì ô có dấu xuống dòng [^;]*\(dòng ([^)]*)\); .*",
     r"Joined \1 rows that a line break within an unquoted cell had cut (rows \2); please check."),
    (r"(\d+) dòng \(dòng ([^)]*)\) có các ô lệch sang phải (\d) cột so với tiêu đề; .*",
     r"The cells of \1 rows (\2) stood \3 to the right of their headers; put back."),
    (r"(\d+) dòng \(dòng ([^)]*)\) có các ô lệch sang trái (\d) cột so với tiêu đề; .*",
     r"The cells of \1 rows (\2) stood \3 to the left of their headers; put back."),
    (r"(\d+) dòng \(dòng ([^)]*)\) có các ô không nằm dưới tiêu đề của mình .*",
     r"The cells of \1 rows (\2) are not under their headers, it is unknown how; not used."),
    (r"Mỗi cặp ghi trên hai dòng \(chồng, vợ\): đã đọc thành (\d+) dòng; .*",
     r"Husband and wife have a row each: read as \1 rows, numbered by the first of each couple."),
    (r"Số định danh ghi ở dòng dưới họ tên của (\d+) người: .*",
     r"The numbers of \1 people stand in the row below the name: read with it."),
    (r"Bỏ (\d+) dòng ví dụ ở đầu bảng .*?\)\.",
     r"Left out \1 rows that show how to fill the list in."),
    (r"Bỏ (\d+) dòng tên nhóm giữa bảng \(không nêu người nào\)\.",
     r"\1 rows that head a group left out."),
    (r"Bỏ (\d+) dòng chỉ có số thứ tự, chưa ghi ai\.",
     r"\1 numbered rows in which nobody is written left out."),
    (r"Tiêu đề lặp lại (\d+) lần giữa bảng; đã bỏ qua\.", r"\1 repeated header rows left out."),
    (r"Đã bỏ ký tự điều khiển, ký tự ẩn trong (\d+) ô\.", r"Hidden signs taken out of \1 cells."),
    (r"Có (\d+) ô dài quá (\d+) ký tự; .*", r"\1 cells longer than \2 characters were cut."),
    (r"Đã bỏ (\d+) byte rỗng \(NUL\) trong tệp\.", r"\1 NUL bytes taken out."),
    (r"(\d+) ô gộp dọc: mỗi dòng nhận giá trị của ô gộp\.", r"\1 merged cells filled down."),
    (r"Tệp thực chất là trang web \(HTML\); .*", "The file is a web page; its table was read."),
    (r"Tệp UTF-8 có (\d+) ký tự hỏng .*", r"\1 broken characters in UTF-8, kept to be looked at."),
    (r"Dấu nháy kép không khép ở dòng ([\d, …]+): .*",
     r"Quotes left open in row \1: read as plain characters; look at these rows."),
    (r"Có dòng thừa rất nhiều cột; .*", "A row with far too many columns: the rest was joined."),
    (r"(\d+) ô ngày lưu theo giờ quốc tế .*",
     r"\1 dates stored in universal time (17:00 the day before), put back to Vietnam's."),
    (r"Cột (.+?) có số định danh nhưng không được dùng; .*",
     r"Column \1 holds identification numbers but is not used; whose are they?"),
    (r"Cột ([^«»]+?) viết tháng trước ngày sau; .*",
     "Dates have the month before the day; read so."),
    (r"Bảng tính cài đặt kiểu Mỹ đã đảo ngày và tháng .*",
     "A spreadsheet with US settings had turned day and month up to the 12th; turned back."),
    (r"Các ô kiểu ngày ở cột .*? không có ngày nào sau ngày 12: .*",
     "No spreadsheet date is after the 12th: day and month may be turned; please check."),
    (r"Cột [^«»:]+ có cả hai cách viết ngày trước và tháng trước: [^;]*; .*",
     "dates have now the day first, now the month: where nothing tells which, the year alone is "
     "used; write day/month/year"),
    (r"Cột [^«»:]+: (\d+) ô viết tháng trước ngày", r"\1 dates have the month before the day"),
    (r"(\d+) ô họ tên nêu hai người, hoặc nêu người khác [^:]*: .*",
     r"\1 cells of names are of two people, or of somebody else (child of …, wife of …): not used "
     "as names; write one person a row"),
    (r"Tách hai người ghi chung một ô", "Cells with two people taken apart"),
    (r"Một số giấy tờ cho hai người, không rõ của ai: không dùng",
     "One number for two people, unknown whose: not used"),
    (r"Không đủ căn cứ để hiểu mã giới tính; .*",
     "Not enough evidence for the codes of sex; left empty"),
    (r"Mã giới tính được hiểu là (.+?): (\d+) dòng có số định danh .*?, (\d+) dòng ngược lại",
     r"Codes of sex taken for \1: \2 numbers and names agree, \3 do not"),
    (r"(\S+) = Nam\b", r"\1 = male"),
    (r"(\S+) = Nữ\b", r"\1 = female"),
    (r"Mã dân tộc được đọc theo danh mục (\d+)\D\S* \((\d+)\): (\d+) dòng .* (\d+) dòng",
     r"Ethnic codes read by list \1 (\2): \3 rows are of local groups, \4 by the other list"),
    (r"Không đủ căn cứ để chọn danh mục mã dân tộc; .*",
     "Not enough evidence for the list of ethnic codes; only codes common to both lists read"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), new) for pattern, new in _PHRASES)
_QUOTED = re.compile("«.*?»", re.DOTALL)
_WHOSE = re.compile(r"whose\[(.*?)\]")
_KEPT = re.compile(r"(label)?«(\d+)»")


def english(text: str, labels: Mapping[str, str] | None = None) -> str:
    """Put what is known of a sentence into English.

    Parameters
    ----------
    labels
        Our own names of meanings and people, in small letters, and in English.
    """
    named = labels or {}
    quoted = _QUOTED.findall(text)
    numbers = iter(range(len(quoted)))
    text = _QUOTED.sub(lambda _: f"«{next(numbers)}»", text)
    for pattern, new in _COMPILED:
        text = pattern.sub(new, text)

    def restored(match: re.Match[str]) -> str:
        own: str = quoted[int(match[2])]
        return named.get(own[1:-1].lower(), own) if match[1] else own

    text = _WHOSE.sub(lambda match: named.get(match[1], "the person"), text)
    return _KEPT.sub(restored, text)
