"""English for the sentences of reading, which are made in Vietnamese.

A pattern a sentence; what no pattern knows (the rules' own sentences) stays in Vietnamese.
"""

from __future__ import annotations

import re

_PHRASES: tuple[tuple[str, str], ...] = (
    (r"tiêu đề («.*?») đúng mẫu khai báo", r"header \1 as declared"),
    (r"tiêu đề («.*?») được hiểu theo nghĩa", r"header \1 understood by its words"),
    (r"tiêu đề («.*?») gần giống mẫu khai báo", r"header \1 resembles a declared one"),
    (r"tiêu đề («.*?») chỉ nêu người", r"header \1 names a person only"),
    (r"tiêu đề («.*?») là một phần địa chỉ", r"header \1 is a part of an address"),
    (r"tiêu đề họ tên gộp trên hai cột: họ, chữ đệm \| tên", "one name header over two columns"),
    (r"tiêu đề không thuộc các cột cần dùng", "header of no column that is needed"),
    (r"thuộc người nêu ở cột tên phía trước", "belongs to the person named before"),
    (r"không có tiêu đề; nhận theo nội dung:", "no header; known by its contents:"),
    (r"tiêu đề lạ; nhận theo nội dung:", "unknown header; known by its contents:"),
    (r"nhưng nội dung trái với tiêu đề:", "but the contents contradict the header:"),
    (r"cán bộ đã xác nhận trong tệp ánh xạ", "confirmed by an officer's mapping"),
    (r"(\d+)% ô có dữ liệu là số giấy tờ", r"\1% of filled cells are document numbers"),
    (r"(\d+)% ô có dữ liệu là 12 chữ số", r"\1% of filled cells have 12 digits"),
    (r"(\d+)% ô có dữ liệu là ngày đầy đủ", r"\1% of filled cells are full dates"),
    (r"(\d+)% ô có dữ liệu là năm hoặc tháng/năm", r"\1% of filled cells are years or months"),
    (r"(\d+)% ô có dữ liệu là năm", r"\1% of filled cells are years"),
    (r"(\d+)% ô có dữ liệu là họ tên", r"\1% of filled cells are names"),
    (r"(\d+)% ô có dữ liệu là địa chỉ", r"\1% of filled cells are addresses"),
    (r"(\d+)% ô có dữ liệu là Nam/Nữ", r"\1% of filled cells are Nam/Nữ"),
    (r"(\d+)% ô có dữ liệu là dấu x", r"\1% of filled cells are marks"),
    (r"(\d+)% ô có dữ liệu là 10 chữ số", r"\1% of filled cells have 10 digits"),
    (r"(\d+)% ô có dữ liệu là 0/1", r"\1% of filled cells are 0/1"),
    (r"(\d+)% ô có dữ liệu là số nguyên", r"\1% of filled cells are whole numbers"),
    (r"(\d+)% ô có dữ liệu là chữ", r"\1% of filled cells are words"),
    (r"cột trống", "empty column"),
    (r"ô là ngày 1–31", "cells are days 1–31"),
    (r"ô là năm", "cells are years"),
    (r"ô là mã 10 chữ số", "cells are codes of 10 digits"),
    (r"ô có cả họ và tên", "cells hold whole names"),
    (r"là cột số giấy tờ duy nhất", "the only column of numbers"),
    (r"Đọc (\d+) dòng dữ liệu\.", r"\1 rows of data read."),
    (r"Không tìm thấy dòng tiêu đề\.", "No header row was found."),
    (r"Chưa đọc, chờ xác nhận cột:", "Not read; columns to be confirmed:"),
    (r"không tìm thấy cột («.*?») của ([^;.]+)", r"no column \1 of \2"),
    (r"không tìm thấy cột («.*?»)", r"no column \1"),
    (r"cột (\d+) («.*?») chưa chắc là («.*?»):", r"column \1 \2 is hardly \3:"),
    (r"các cột ([^;]+?) cùng có nghĩa («.*?»)", r"columns \1 all mean \2"),
    (r"các cột ([^;]+?) đều có thể là («.*?»)", r"columns \1 could each be \2"),
    (r"tệp ánh xạ (\S+) còn cột chưa xác nhận:", r"mapping \1 leaves open columns"),
    (
        r"Chạy `doisoat check TỆP --source (\S+) --write-mapping`, sửa nếu cần và xác nhận tệp ánh "
        r"xạ, rồi chạy lại\.",
        r"Run `doisoat check FILE --source \1 --write-mapping`, fill the mapping in, run again.",
    ),
    (r"Đã chuyển từ (.+?) sang Unicode: ", r"Decoded from \1 to Unicode: "),
    (r"UTF-8 đọc nhầm bảng mã (\S+)", r"UTF-8 misread as \1"),
    (r"Chưa xác định được bảng mã của (.+?); giữ nguyên\.", r"Encoding of \1 unknown; left as is."),
    (r"chưa xác định", "not known"),
    (r"\(cột ", "(column "),
    (r"Có (\d+) dòng ẩn; vẫn được đọc\.", r"\1 hidden rows were read too."),
    (r"Bỏ (\d+) dòng cuối bảng \(cộng, ký tên\)\.", r"\1 footer rows left out."),
    (r"Tiêu đề lặp lại (\d+) lần giữa bảng; đã bỏ qua\.", r"\1 repeated header rows left out."),
    (r"Đã bỏ ký tự điều khiển, ký tự ẩn trong (\d+) ô\.", r"Hidden signs taken out of \1 cells."),
    (r"Có (\d+) ô dài quá (\d+) ký tự; .*", r"\1 cells longer than \2 characters were cut."),
    (r"Đã bỏ (\d+) byte rỗng \(NUL\) trong tệp\.", r"\1 NUL bytes taken out."),
    (r"(\d+) ô gộp dọc: mỗi dòng nhận giá trị của ô gộp\.", r"\1 merged cells filled down."),
    (r"Tệp thực chất là trang web \(HTML\); .*", "The file is a web page; its table was read."),
    (r"Trang không phải danh sách .*", "The sheet is no list (summary or instructions)."),
    (r"Tệp rỗng\.", "The file is empty."),
    (r"Không có dữ liệu \(trống\)\.", "No data."),
    (r"Có tiêu đề nhưng không có dữ liệu\.", "A header but no data."),
    (r"Tệp có mật khẩu; .*", "The file has a password; remove it and send the file again."),
    (r"Tệp bảng tính hỏng, .*", "The workbook is broken; save it again and send it."),
    (r"Tệp mang đuôi (\S+) nhưng .*", r"The file is named \1 but is something else."),
    (r"Tệp nén giải ra quá lớn; không đọc\.", "The archive unpacks to too much; not read."),
    (r"Tệp nén có tỷ lệ nén bất thường .*", "A decompression bomb; not read."),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), new) for pattern, new in _PHRASES)


def english(text: str) -> str:
    """Put what is known of a sentence into English."""
    for pattern, new in _COMPILED:
        text = pattern.sub(new, text)
    return text
