"""Headers that nobody declared, each over the contents it would stand over in a real file."""
# ruff: noqa: E501 (a header and its meaning stand on one line)

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.sources import SOURCES
from pipelines.sources.reading import read_file
from tests.sources.reading.people import Made, people
from tests.sources.reading.writers import write_text, write_xlsx

P = people(24)


ELDERS = people(24, 47)  # nobody has the name of the one in the same row of `P`


MEN = [p for p in people(120) if p.sex == "Nam"]


WOMEN = [p for p in people(120) if p.sex == "Nữ"]


def _of(made: list[Made], field: str) -> Callable[[int], str]:
    return lambda i: str(getattr(made[i], field))


CELLS: dict[str, Callable[[int], str]] = {
    "stt": lambda i: str(i + 1),
    "name": _of(P, "name"),
    "surname": lambda i: P[i].name.split(" ")[0],
    "middle": lambda i: " ".join(P[i].name.split(" ")[1:-1]),
    "given": lambda i: P[i].name.split(" ")[-1],
    "birth": _of(P, "birth"),
    "sn": lambda i: f"sn {P[i].year}",
    "year": _of(P, "year"),
    "sex": _of(P, "sex"),
    "sexes": lambda i: f"{P[i].sex} giới",
    "man's birth": lambda i: P[i].birth if P[i].sex == "Nam" else "",
    "woman's birth": lambda i: P[i].birth if P[i].sex == "Nữ" else "",
    "x": lambda i: "x" if P[i].sex == "Nữ" else "",
    "man's x": lambda i: "x" if P[i].sex == "Nam" else "",
    "1": lambda i: "1" if P[i].sex == "Nữ" else "",
    "number": _of(P, "number"),
    "card": lambda i: f"CCCD số {P[i].number} cấp ngày 12/05/2021",
    "place": _of(P, "place"),
    "surname+middle": lambda i: P[i].name.rsplit(" ", 1)[0],
    "day": lambda i: P[i].birth[:2],
    "month": lambda i: P[i].birth[3:5],
    "man's year only": lambda i: P[i].year if P[i].sex == "Nam" else "",
    "woman's year only": lambda i: P[i].year if P[i].sex == "Nữ" else "",
    "code12": lambda i: "1" if P[i].sex == "Nam" else "2",
    "old": lambda i: f"2500409{10 + i}" if i % 3 else "",
    "phone": lambda i: f"09012345{10 + i}",
    "factor": lambda i: ("1", "1.5")[i % 2],
    "kind": lambda i: ("Người cao tuổi", "Người khuyết tật nặng", "Trẻ mồ côi")[i % 3],
    "heir": lambda i: P[(i + 7) % 24].name,
    "heir's number": lambda i: P[(i + 7) % 24].number,
    "long birth": lambda i: f"{P[i].birth[:2]} tháng {P[i].birth[3:5]}, {P[i].birth[6:]}",
    "addressed": lambda i: f"{'Thầy' if P[i].sex == 'Nam' else 'Cô'} {P[i].name}",
    "odd birth": lambda i: f"'{P[i].birth[:2]}-{P[i].birth[3:5]}/{P[i].birth[6:]}",
    "tailed": lambda i: f'="{P[i].number}"' if i % 2 else f"{P[i].number}; Cục CS QLHC",
    "date": lambda i: f"{1 + i:02d}/03/2019",
    "at": lambda i: f"5 giờ, ngày {1 + i:02d}/03/2019",
    "this year": lambda i: "2019",
    "elder": _of(ELDERS, "name"),
    "elder's year": _of(ELDERS, "year"),
    "elder's number": _of(ELDERS, "number"),
    "man": _of(MEN, "name"),
    "man's year": _of(MEN, "year"),
    "man's number": _of(MEN, "number"),
    "woman": _of(WOMEN, "name"),
    "woman's year": _of(WOMEN, "year"),
    "woman's number": _of(WOMEN, "number"),
    "word": lambda i: ("Nông dân", "Công nhân", "Kế toán")[i % 3],
    "code": lambda i: f"students.line{i}",
    "wording": lambda i: f"Số học sinh đã xác minh của huyện số {i}",
    "five": lambda i: "24958",
    "count": lambda i: str(1000 + 7 * i),
}


FLAT: tuple[tuple[str, str], ...] = (
    ("civil_status_births", "STT=stt>serial|Người được đăng ký khai sinh=name>full_name|Sinh ngày=birth>birth_date|Nam/nữ=sex>sex|Cha=man>father_name|Mẹ=woman>mother_name"),
    ("civil_status_births", "ho_ten_khai_sinh=name>full_name|ngay_sinh=birth>birth_date|so_dinh_danh_cha=man's number>father_id|nam_sinh_me=woman's year>mother_birth"),
    ("civil_status_births", "Số=stt>entry_number|Họ và tên người được đăng ký=name>full_name|Sinh vào=birth>birth_date|Là=sexes>sex|Con ông=man>father_name|và bà=woman>mother_name|Đăng ký ngày=date>event_date"),
    ("civil_status_births", "STT=stt>serial|HT trẻ=name>full_name|NS=birth>birth_date|HT mẹ=woman>mother_name|NS mẹ=woman's year>mother_birth|HT cha=man>father_name|Nơi ĐK khai sinh=place>birth_place"),
    ("civil_status_births", "Họ=surname>family_name|Đệm=middle>family_name|Tên=given>given_name|Ngày sinh=birth>birth_date"),
    ("population", "Số ĐDCN=number>id_number|Họ tên khai sinh=name>full_name|Ngày sinh=birth>birth_date|Nơi đăng ký khai sinh=place>birth_place"),
    ("population", "Số ĐDCN=number>id_number|Họ và tên=name>full_name|Ngày sinh (hoặc chỉ năm sinh)=birth>birth_date|Phái=sex>sex"),
    ("workers", "Họ và tên=name>full_name|Chỉ có năm sinh=birth>birth_date|Số CCCD=number>id_number"),
    ("students", "STT=stt>serial|Họ và tên HS=name>full_name|Ngày sinh=birth>birth_date|Mã định danh cá nhân (trên giấy khai sinh)=number>id_number|Con ông=man>father_name|Con bà=woman>mother_name"),
    ("students", "Họ tên=name>full_name|Ngày sinh=birth>birth_date|Cha (giám hộ)=man>father_name|Họ tên mẹ (người giám hộ)=woman>mother_name|Họ tên phụ huynh=elder>ignored"),
    ("civil_status_deaths", "Họ tên người khai tử=name>full_name|Năm sinh=year>birth_date|Ngày chết=date>death_date|Người khai=elder>ignored|Số CMND người khai=elder's number>ignored"),
    ("civil_status_deaths", "Họ tên=name>full_name|Ngày, tháng, năm sinh=birth>birth_date|Chết vào lúc (giờ, ngày, tháng, năm)=at>death_date|Nơi chết=place>ignored|Nguyên nhân chết=word>ignored"),
    ("civil_status_deaths", "Năm=this year>ignored|Họ tên=name>full_name|Ngày sinh=birth>birth_date|Đã chết vào ngày=date>death_date|Giấy tờ tùy thân=card>id_number"),
    ("civil_status_marriages", "Họ tên nam=man>husband.full_name|Ngày sinh nam=man's year>husband.birth_date|Giấy tờ nam=man's number>husband.id_number|Họ tên nữ=woman>wife.full_name|Ngày sinh nữ=woman's year>wife.birth_date|Giấy tờ nữ=woman's number>wife.id_number"),
    ("civil_status_marriages", "Tên chồng=man>husband.full_name|Số GT chồng=man's number>husband.id_number|Tên vợ=woman>wife.full_name|Số GT vợ=woman's number>wife.id_number"),
    ("civil_status_adoptions", "Con nuôi=name>adoptee.full_name|Ngày sinh=birth>adoptee.birth_date|Người nhận nuôi (ông)=man>adoptive_father.full_name|Năm sinh ông=man's year>adoptive_father.birth_date|CCCD ông=man's number>adoptive_father.id_number|Người nhận nuôi (bà)=woman>adoptive_mother.full_name|Năm sinh bà=woman's year>adoptive_mother.birth_date|Số giấy tờ bà=woman's number>adoptive_mother.id_number"),
    ("land_parcels", "Chủ sử dụng 1=man>owner.full_name|CCCD chủ sử dụng 1=man's number>owner.id_number|Chủ sử dụng 2=woman>co_owner.full_name|CCCD chủ sử dụng 2=woman's number>co_owner.id_number"),
    ("land_parcels", "Tên chủ sử dụng đất=name>owner.full_name|Năm sinh=year>owner.birth_date|Giấy tờ pháp nhân ghi trên GCN=card>owner.id_number"),
    ("social_protection", "Họ tên=name>full_name|Ngày/tháng/năm sinh nam=man's birth>birth_year_male|Ngày/tháng/năm sinh nữ=woman's birth>birth_year_female"),
    ("persons_of_merit", "Họ và tên=name>full_name|Năm sinh=year>birth_date|CCCD=number>id_number|Thân nhân=elder>ignored|CCCD thân nhân=elder's number>ignored"),
    ("persons_of_merit", "Họ tên thân nhân=name>full_name|CCCD thân nhân=number>id_number|Họ tên liệt sĩ=elder>ignored"),
    ("workers", "Họ tên chủ hộ=elder>ignored|Họ tên người lao động=name>full_name|Ngày sinh=birth>birth_date|CCCD=number>id_number"),
    ("teachers", "Họ và tên=name>full_name|Phái nữ=x>sex_female|Ngày sinh=birth>birth_date"),
    ("students", "Họ và tên=name>full_name|Giới tính (1: nữ)=1>sex_female|Ngày sinh=birth>birth_date"),
    ("elderly", "Họ và tên=name>full_name|Tuổi (năm sinh)=sn>birth_date"),
    ("teachers", "Last name=surname+middle>family_name|First name=given>given_name|Date of birth=birth>birth_date|Gender=sex>sex|Citizen ID=number>id_number|Old ID=old>old_id"),
    ("civil_status_births", "Child full name=name>full_name|Child day of birth=day>birth_day|Child month of birth=month>birth_month|Child year of birth=year>birth_year|Child female=x>sex_female|Mother full name=woman>mother_name|Declarant=elder>ignored"),
    ("veterans", "ho_ten=name>full_name|NAM_SINH_NAM=man's year only>birth_year_male|NAM_SINH_NU=woman's year only>birth_year_female"),
    ("students", "Họ tên=name>full_name|Ngày sinh=birth>birth_date|Giới (1 Nam, 2 Nữ)=code12>sex|Số ĐD=number>id_number|DT=phone>ignored"),
    ("social_protection", "Tên người hưởng=name>full_name|Ngày sinh=birth>birth_date|HS=factor>ignored|Số CCCD=number>id_number|Đối tượng=kind>ignored"),
    ("persons_of_merit", "hoDem=surname+middle>family_name|ten=given>given_name|ngaySinh=birth>birth_date|thanNhan=elder>ignored"),
    ("persons_of_merit", "Họ tên=name>full_name|Ngày sinh=birth>birth_date|Ngày hy sinh=date>ignored"),
    ("workers", "1. STT=stt>serial|2. Họ tên (ghi chữ in hoa)=name>full_name|3. Ngày sinh theo CCCD=birth>birth_date|4. Căn cước=number>id_number"),
    ("civil_status_adoptions", "CON_NUOI_HOVATEN=name>adoptee.full_name|CON_NUOI_NGAYTHANGNAMSINH=birth>adoptee.birth_date|NU_CON_NUOI=x>adoptee.sex_female|CHA_NUOI_HOVATEN=man>adoptive_father.full_name|CHA_NUOI_SOCCCD=man's number>adoptive_father.id_number"),
    ("workers", "Họ tên=name>full_name|Ngày sinh=odd birth>birth_date|Số CCCD=tailed>id_number"),
    ("workers", "STT=stt>serial|Họ tênn=name>full_name|Ngày sinhh=birth>birth_date|Giưới tính=sex>sex|Số căn cuớc=number>id_number|ngy cấp căn cước=date>ignored|Họ Tênn Người Ký=elder>ignored"),
    ("students", "Hoj vaf teen=name>full_name|Ngayf sinh=birth>birth_date|Gioiws tinhs=sex>sex|Họ tên người gám hộ=elder>ignored|Số CCCD người giám hôộ=elder's number>ignored"),
    ("population", "Số ĐDCN=number>id_number|Họ tên=name>full_name|Ngày sinh=birth>birth_date|Họ tên chủ hộộ=elder>ignored|Ngày cấpp CCCD=date>ignored"),
    ("civil_status_deaths", "Họ Và Tên (người Chết)=name>full_name|Ngày Sinh (người Chết)=birth>birth_date|Phái (Nam, Nữ) (ngườii Chết)=sex>sex|Ngày chết=date>death_date"),
    ("social_protection", "Họ tên=name>full_name|Ngày lĩnh=date>ignored|Người lĩnh thay=elder>ignored|Họ tên người cấp phát=elder>ignored|Số CCCD=number>id_number"),
    ("veterans", "Họ tên=name>full_name|Sinh ngày=birth>birth_date|Ngày sinh hoạt=date>ignored|Họ tên con=elder>ignored|CCCD con=elder's number>ignored"),
    ("teachers", "Họ tên cán bộ, giáo viên, nhân viên=name>full_name|Ngày sinh=birth>birth_date|Nữ (x)=x>sex_female"),
    ("civil_status_births", "Họ tên bé=name>full_name|Ngày giờ sinh=birth>birth_date|Trai/gái=sex>sex|Tuổi mẹ=count>ignored|Họ tên mẹ=woman>mother_name"),
    ("civil_status_births", "Họ tên=name>full_name|Ngày sinh=birth>birth_date|Họ tên cán bộ hộ tịch=elder>ignored|Họ tên bố=man>father_name"),
    ("land_parcels", "CHU_SU_DUNG_HOVATEN=man>owner.full_name|CHU_SU_DUNG_SOCCCD=man's number>owner.id_number|NGUOI_THU_HAI_HOVATEN=woman>co_owner.full_name|NGUOI_THU_HAI_SOCCCD=woman's number>co_owner.id_number"),
    ("land_parcels", "Họ tên 1=man>owner.full_name|CCCD 1=man's number>owner.id_number|Họ tên 2=woman>co_owner.full_name|CCCD 2=woman's number>co_owner.id_number"),
    ("civil_status_adoptions", "conNuoiHoTen=name>adoptee.full_name|conNuoiNgaySinh=birth>adoptee.birth_date|meNuoiHoTen=woman>adoptive_mother.full_name|meNuoiSoGiayTo=woman's number>adoptive_mother.id_number|nguoiGiaoHoTen=elder>ignored"),
    ("land_parcels", "MAXA=five>commune_code|SOTO=stt>map_sheet|SOTHUA=count>parcel_number|TENCHU=man>owner.full_name|NAMSINH=man's year>owner.birth_date|SOCMND=man's number>owner.id_number|TENVOCHONG=woman>co_owner.full_name|NAMSINHVC=woman's year>co_owner.birth_date|SOCMNDVC=woman's number>co_owner.id_number"),
    ("workers", "HOTEN=name>full_name|NGAYSINH=birth>birth_date|SO_CCCD=number>id_number|NGAYCAP_CCCD=date>ignored|HOTEN_NGUOIPHUTHUOC=elder>ignored|NGAYSINH_NPT=elder's year>ignored|CCCD_NPT=elder's number>ignored"),
    ("veterans", "Họ và tên, chức vụ=name>full_name|Năm sinh, quê quán=year>birth_date|CCCD, ngày cấp, nơi cấp=card>id_number|Ghi chú, chức vụ=word>ignored"),
    ("students", "Họ tên=name>full_name|Ngày sinh=birth>birth_date|Họ tên, chức vụ người ký=elder>ignored|Số CCCD, ngày cấp=date>ignored"),
    ("teachers", "Họ tên=name>full_name|Số CCCD=number>id_number|Ngày khám=date>ignored|Họ tên cán bộ thụ lý=elder>ignored"),
    ("red_cross", "Họ tên=name>full_name|Sinh ngày=birth>birth_date|Số điện thoại=number>id_number|Ghi chú=phone>ignored"),
    ("red_cross", "Họ tên=name>full_name|Sinh ngày=birth>birth_date|Số điện thoại=elder's number>ignored"),
    ("civil_status_births", "Họ tên mẹ=woman>mother_name|Năm sinh mẹ=woman's year>mother_birth|Họ tên cánn bộ thụ lý=elder>ignored|Họ tên con=name>full_name|Ngày sinh con=birth>birth_date"),
    ("civil_status_marriages", "Họ tên người nam=man>husband.full_name|Họ tên người nữ=woman>wife.full_name|Họ tên người làm chứng=elder>ignored|Số CCCD người làm chứng=elder's number>ignored"),
    ("social_protection", "Họ tên người được hưởng trợ cấp=name>full_name|Ngày sinh=birth>birth_date|Họ và tê người làm chứng=elder>ignored"),
    ("workers", "Ho ten=name>full_name|Ngay=day>birth_day|Thang=month>birth_month|Nam=year>birth_year|Nu=x>sex_female"),
    ("civil_status_adoptions", "Tên con nuôi=name>adoptee.full_name|Bà nhận nuôi=woman>adoptive_mother.full_name|Ngày sinh bà nhận nuôi=day>adoptive_mother.birth_day|Tháng sinh bà nhận nuôi=month>adoptive_mother.birth_month|Năm sinh bà nhận nuôi=woman's year>adoptive_mother.birth_year"),
    ("teachers", "Họ và tên=surname+middle>family_name|Tên=given>given_name|Ngày sinh=birth>birth_date"),
    ("teachers", "Họ và tên=name>full_name|Tên=given>ignored|Ngày sinh=birth>birth_date"),
    ("civil_status_marriages", "Người nam: Họ tên=man>husband.full_name|Người nam - Năm sinh=man's year>husband.birth_date|Người nữ: Họ tên=woman>wife.full_name|Số CCCD người nữ (ghi đầy đủ)=woman's number>wife.id_number"),
    ("students", "Họ và tên học sinh (ghi bằng chữ in hoa có dấu)=name>full_name|Con thứ=stt>ignored|Họ tên mẹ, năm sinh=woman>mother_name"),
    ("social_insurance", "Họ tên=name>full_name|Số CCCD=number>id_number|CCCD người nộp=elder's number>ignored|Họ và tên nhân viên thu=elder>ignored"),
    ("persons_of_merit", "Họ và tên người thờ cúng=name>full_name|Năm sinh=year>birth_date|Số CCCD=number>id_number|Họ và tên liệt sĩ=elder>ignored|Năm sinh liệt sĩ=elder's year>ignored"),
    ("farmers_union", "Họ và tên người vay=name>full_name|Năm sinh=year>birth_date|CCCD=number>id_number|Họ tên người thừa kế=heir>ignored|CCCD người thừa kế=heir's number>ignored"),
    ("farmers_union", "Họ và tên người vay=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex|Số CMND/ CCCD người vay=number>id_number|Người thừa kế=heir>ignored|CMND/CCCD người thừa kế=heir's number>ignored"),
    ("land_parcels", "chuHoTen=man>owner.full_name|chuNgaySinh=man's year>owner.birth_date|chuSoGiayTo=man's number>owner.id_number|dongSoHuuHoTen=woman>co_owner.full_name"),
    ("land_parcels", "chu1_hoTen=man>owner.full_name|chu1_namSinh=man's year>owner.birth_date|chu1_soGiayTo=man's number>owner.id_number|chu2_hoTen=woman>co_owner.full_name|chu2_namSinh=woman's year>co_owner.birth_date|chu2_soGiayTo=woman's number>co_owner.id_number"),
    ("students", "Họ và=surname+middle>family_name|Tên=given>given_name|Ngày sinh=birth>birth_date"),
    ("children", "Họ tên=name>full_name|Năm sinh (trai)=man's birth>birth_year_male|Năm sinh (gái)=woman's birth>birth_year_female"),
    ("elderly", "Họ và tên các cụ=name>full_name|Năm sinh=year>birth_date|Cụ ông=man's x>sex_male|Cụ bà=x>sex_female"),
    ("workers", "Họ tên=name>full_name|Ngày, tháng, năm sinh=long birth>birth_date"),
    ("teachers", "Thầy/cô=addressed>full_name|Ngày sinh=birth>birth_date"),
    ("targets", "Mã=code>indicator_code|Chỉ tiêu=wording>label|Số phải làm=count>target_total"),
    ("persons_of_merit", "Bà mẹ VNAH=name>full_name|Năm sinh=year>birth_date|CCCD=number>id_number|Người phụng dưỡng=elder>ignored"),
    ("persons_of_merit", "Họ và tên=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex|CCCD=number>id_number|Tên người có công=elder>ignored|Quan hệ với NCC=word>ignored"),
    ("persons_of_merit", "Họ tên đại diện thân nhân=name>full_name|Năm sinh=year>birth_date|CCCD=number>id_number|Là thân nhân của liệt sĩ=elder>ignored"),
    ("persons_of_merit", "Người có công (đã mất)=elder>ignored|Thân nhân hưởng tuất=name>full_name|Ngày sinh=birth>birth_date|CCCD=number>id_number"),
    ("social_protection", "Họ tên người chết=elder>ignored|Họ tên người nhận mai táng phí=name>full_name|Ngày sinh=birth>birth_date|CCCD=number>id_number"),
    ("social_protection", "Họ tên người nhận=name>full_name|Năm sinh=year>birth_date|Nam/Nữ=sex>sex|Số CCCD=number>id_number|Ký nhận=word>ignored"),
    ("social_protection", "Họ tên đối tượng=name>full_name|Số CCCD=number>id_number|Họ tên người nhận=elder>ignored|Số CCCD người nhận=elder's number>ignored"),
    ("social_protection", "Người giám hộ=elder>ignored|CCCD người giám hộ=elder's number>ignored|Họ và tên trẻ=name>full_name|Ngày sinh=birth>birth_date"),
    ("social_protection", "Họ tên người giám hộ=elder>ignored|CCCD người giám hộ=elder's number>ignored|Họ tên người được giám hộ=name>full_name|Ngày sinh người được giám hộ=birth>birth_date"),
    ("social_protection", "Họ và tên nạn nhân=name>full_name|Ngày sinh=birth>birth_date|CCCD=number>id_number|Họ tên người báo=elder>ignored"),
    ("social_insurance", "Mẹ hưởng chế độ thai sản=name>full_name|CCCD=number>id_number|Họ tên con=elder>ignored"),
    ("land_parcels", "Tên chủ sử dụng đất đầu tiên=elder>ignored|Tên chủ sử dụng đất hiện tại=name>owner.full_name|CCCD=number>owner.id_number"),
    ("land_parcels", "ONGHOTEN=man>owner.full_name|ONGNAMSINH=man's year>owner.birth_date|BAHOTEN=woman>co_owner.full_name|BANAMSINH=woman's year>co_owner.birth_date"),
    ("land_parcels", "Họ tên ông=man>owner.full_name|Năm sinh=man's year>owner.birth_date|CCCD=man's number>owner.id_number|Họ tên bà=woman>co_owner.full_name|Năm sinh=woman's year>co_owner.birth_date|CCCD=woman's number>co_owner.id_number"),
    ("land_parcels", "chuSuDung1HoTen=man>owner.full_name|chuSuDung1NamSinh=man's year>owner.birth_date|chuSuDung2HoTen=woman>co_owner.full_name|chuSuDung2NamSinh=woman's year>co_owner.birth_date"),
    ("civil_status_marriages", "Husband Name=man>husband.full_name|Husband ID=man's number>husband.id_number|Wife Name=woman>wife.full_name|Wife ID=woman's number>wife.id_number"),
    ("civil_status_marriages", "Anh=man>husband.full_name|Sinh năm=man's year>husband.birth_date|Chị=woman>wife.full_name|Sinh năm=woman's year>wife.birth_date"),
    ("civil_status_marriages", "Họ và tên=man>husband.full_name|Năm sinh=man's year>husband.birth_date|CCCD=man's number>husband.id_number|Họ tên vợ=woman>wife.full_name|CCCD vợ=woman's number>wife.id_number"),
    ("civil_status_marriages", "NAM_HO_TEN=man>husband.full_name|NAM_CCCD=man's number>husband.id_number|NU_HO_TEN=woman>wife.full_name|NU_CCCD=woman's number>wife.id_number"),
    ("civil_status_adoptions", "adopteeName=name>adoptee.full_name|adoptiveFatherName=man>adoptive_father.full_name|biologicalFatherName=elder>ignored"),
    ("civil_status_adoptions", "tre_ho_ten=name>adoptee.full_name|tre_ngay_sinh=birth>adoptee.birth_date|cha_nuoi_ho_ten=man>adoptive_father.full_name|cha_nuoi_nam_sinh=man's year>adoptive_father.birth_date|cha_de_ho_ten=elder>ignored|cha_de_nam_sinh=elder's year>ignored"),
    ("civil_status_births", "HOTENKS=name>full_name|NGAYSINHKS=birth>birth_date|GIOITINHKS=sex>sex|HOTENCHA=man>father_name"),
    ("civil_status_births", "Họ tên người được nhận là con=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex"),
    ("civil_status_births", "ho_va_ten_chu_dem_cua_tre=name>full_name|ngay_sinh=birth>birth_date|ho_ten_nguoi_yeu_cau=elder>ignored"),
    ("civil_status_deaths", "Tên công dân=elder>ignored|CCCD công dân=elder's number>ignored|Họ tên người chết=name>full_name|Số CCCD người chết=number>id_number"),
    ("civil_status_deaths", "Chủ hộ=elder>ignored|CCCD chủ hộ=elder's number>ignored|Người chết trong hộ=name>full_name|Ngày sinh=birth>birth_date"),
    ("teachers", "HO_TEN_GV=name>full_name|CCCD_GV=number>id_number|HO_TEN_HT=elder>ignored|CCCD_HT=elder's number>ignored"),
    ("veterans", "Họ và tên hội viên từ trần=name>full_name|Năm sinh=year>birth_date|Ngày từ trần=date>death_date|CCCD thân nhân=elder's number>ignored"),
    ("veterans", "MEMBER_ID=count>ignored|MEMBER_NAME=name>full_name|DOB=birth>birth_date"),
    ("farmers_union", "Người đại diện hộ=name>full_name|Năm sinh=year>birth_date|CCCD=number>id_number|Vợ hoặc chồng=elder>spouse_name"),
    ("workers", "Họ và tên Đảng viên=name>full_name|Ngày sinh=birth>birth_date|Ngày vào Đảng=date>ignored|Người giới thiệu 1=elder>ignored"),
    ("workers", "Chủ trọ=elder>ignored|CCCD chủ trọ=elder's number>ignored|Người thuê trọ=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex|CCCD=number>id_number"),
    ("workers", "CUSTOMER_NAME=name>full_name|CUSTOMER_ID_NO=number>id_number|CO_BORROWER_NAME=elder>ignored|CO_BORROWER_ID_NO=elder's number>ignored"),
    ("workers", "nguoi_khai_ho_ten=elder>ignored|nguoi_khai_cccd=elder's number>ignored|nguoi_tam_tru_ho_ten=name>full_name|nguoi_tam_tru_cccd=number>id_number"),
    ("workers", "Người nộp thuế=name>full_name|CCCD=number>id_number|Người phụ thuộc=elder>ignored"),
    ("civil_status_deaths", "Người chết=name>full_name|NS=year>birth_date|CCCD=number>id_number|Ngày chết=date>death_date|Người hưởng chế độ=elder>ignored|CCCD=elder's number>ignored"),
    ("civil_status_births", "Người được đăng ký lại khai sinh=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex|Người đăng ký=elder>ignored|CCCD người đăng ký=elder's number>ignored"),
    ("civil_status_births", "Bé=name>full_name|Sinh ngày=birth>birth_date|Con của anh=man>father_name|Con của chị=woman>mother_name"),
    ("civil_status_adoptions", "child_name=name>adoptee.full_name|foster_father=man>adoptive_father.full_name|foster_father_id=man's number>adoptive_father.id_number"),
    ("social_insurance", "Người hưởng lương hưu=name>full_name|Ngày sinh=birth>birth_date|CCCD=number>id_number|Người lĩnh thay=elder>ignored"),
    ("social_protection", "Trẻ mồ côi=name>full_name|Ngày sinh=birth>birth_date|Giới tính=sex>sex|Ông/bà nuôi dưỡng=elder>ignored|CCCD ông/bà=elder's number>ignored"),
    ("land_parcels", "holder_name=man>owner.full_name|holder_yob=man's year>owner.birth_date|joint_holder_name=woman>co_owner.full_name|joint_holder_yob=woman's year>co_owner.birth_date"),
)  # fmt: skip


@pytest.mark.parametrize(("source", "table"), FLAT, ids=[f"{s}-{t[:24]}" for s, t in FLAT])
def test_header_over_its_contents(tmp_path: Path, source: str, table: str) -> None:
    columns = [cell.rsplit(">", 1) for cell in table.split("|")]
    heads = [left.rsplit("=", 1) for left, _ in columns]
    rows = [[CELLS[key](i) for _, key in heads] for i in range(24)]
    path = write_text(tmp_path / "a.csv", [[head for head, _ in heads], *rows])
    (sheet,) = read_file(path, SOURCES[source])
    found = [f"{c.role}.{c.field.value}".strip(".") for c in sheet.columns]
    wanted = [meaning for _, meaning in columns]
    assert found == wanted, [(c.header, c.evidence) for c in sheet.columns]
    assert sheet.status == "read", sheet.message


def test_surname_and_middle_name_are_joined(tmp_path: Path) -> None:
    rows = [[CELLS[k](i) or None for k in ("surname", "middle", "given", "birth")] for i in range(24)]  # fmt: skip
    path = write_xlsx(tmp_path / "a.xlsx", [["Họ", "Tên đệm", "Tên", "Ngày sinh"], *rows])
    (sheet,) = read_file(path, SOURCES["children"])
    wanted = [" ".join(filter(None, row[:2])) for row in rows]
    assert sheet.fields["family_name"].to_list() == wanted
    assert sheet.fields["given_name"].to_list() == [p.name.split(" ")[-1] for p in P]


GROUPED: tuple[tuple[str, str], ...] = (
    ("civil_status_births", "TT=stt>serial|NGƯỜI ĐƯỢC KHAI SINH/HỌ VÀ TÊN=name>full_name|/SINH NGÀY=birth>birth_date|/BẰNG CHỮ=word>birth_date_words|/GT=sex>sex|/ĐDCN=number>id_number|MẸ/HỌ VÀ TÊN=woman>mother_name|/NĂM SINH=woman's year>mother_birth"),
    ("civil_status_marriages", "STT=stt>serial|CHỒNG/HT=man>husband.full_name|/NS=man's year>husband.birth_date|VỢ/HT=woman>wife.full_name|/NS=woman's year>wife.birth_date"),
    ("civil_status_deaths", "TT=stt>serial|Người chết/Họ tên=name>full_name|/Ngày sinh=birth>birth_date|Thông tin chết/Ngày=date>death_date|/Nơi=place>ignored"),
    ("civil_status_adoptions", "Số=stt>entry_number|Người được nhận làm con nuôi/Họ và tên=name>adoptee.full_name|/Ngày sinh=birth>adoptee.birth_date|Bên nhận con nuôi - ông/Họ và tên=man>adoptive_father.full_name|/Năm sinh=man's year>adoptive_father.birth_date|/Số giấy tờ=man's number>adoptive_father.id_number|Bên nhận con nuôi - bà/Họ và tên=woman>adoptive_mother.full_name|/Năm sinh=woman's year>adoptive_mother.birth_date|/Số giấy tờ=woman's number>adoptive_mother.id_number"),
    ("children", "STT=stt>serial|Họ tên=name>full_name|Ngày sinh=birth>birth_date|Họ tên cha/mẹ/người nuôi dưỡng:Cha=man>father_name|:Mẹ=woman>mother_name"),
    ("civil_status_marriages", "STT=stt>serial|NAM/Họ và tên=man>husband.full_name|/Năm sinh=man's year>husband.birth_date|/Số GTTT=man's number>husband.id_number|NỮ/Họ và tên=woman>wife.full_name|/Năm sinh=woman's year>wife.birth_date|/Số GTTT=woman's number>wife.id_number"),
    ("civil_status_marriages", "STT=stt>serial|Thông tin bên nữ/Tên khai sinh=woman>wife.full_name|/Năm sinh=woman's year>wife.birth_date|Thông tin bên nam/Tên khai sinh=man>husband.full_name|/Năm sinh=man's year>husband.birth_date"),
    ("civil_status_marriages", "STT=stt>serial|Người Nam/Họ tên=name>husband.full_name|Ngày Sinh người Nam/Ngày=day>husband.birth_day|/Tháng *=month>husband.birth_month|/Năm=year>husband.birth_year|Người Nữ/Họ tên=woman>wife.full_name"),
    ("land_parcels", "STT=stt>serial|Người sử dụng đất 1/Họ tên=man>owner.full_name|/Năm sinh=man's year>owner.birth_date|/CCCD=man's number>owner.id_number|Người sử dụng đất 2/Họ tên=woman>co_owner.full_name|/Năm sinh=woman's year>co_owner.birth_date|/CCCD=woman's number>co_owner.id_number"),
    ("civil_status_adoptions", "Con nuôi/Họ tên=name>adoptee.full_name|/Ngày sinh=birth>adoptee.birth_date|Người nhận con nuôi/Ông=man>adoptive_father.full_name|/Ngày sinh=man's year>adoptive_father.birth_date|/CCCD=man's number>adoptive_father.id_number|/Bà=woman>adoptive_mother.full_name|/Ngày sinh=woman's year>adoptive_mother.birth_date|/CCCD=woman's number>adoptive_mother.id_number"),
    ("civil_status_adoptions", "Số=stt>entry_number|Con nuôi/Họ tên=name>adoptee.full_name|/Ngày sinh=birth>adoptee.birth_date|Mẹ nuôi/Họ tên=woman>adoptive_mother.full_name|/Số giấy tờ=woman's number>adoptive_mother.id_number|Bên giao/Họ tên=elder>ignored|/Số giấy tờ=elder's number>ignored"),
    ("students", "STT=stt>serial|Họ tên=name>full_name|Ngày sinh=birth>birth_date|Thông tin phụ huynh/Họ tên cha=man>father_name|/Họ tên mẹ=woman>mother_name|/Điện thoại=phone>ignored"),
    ("veterans", "STT=stt>serial|Họ và tên=name>full_name|Năm sinh=year>birth_date|Thời kỳ tham gia/Chống Pháp=x>ignored|/Chống Mỹ=x>ignored|/BVTQ=x>ignored"),
    ("children", "STT=stt>serial|Họ tên trẻ=name>full_name|Sinh ngày=birth>birth_date|Giới tính/Trai=man's x>sex_male|/Gái=x>sex_female|Thuộc diện/Nghèo=x>ignored|/DTTS=x>ignored"),
    ("civil_status_births", "TT=stt>serial|Phần khai về con/Họ tên=name>full_name|/Sinh ngày=birth>birth_date|/Mã số=number>id_number|Đăng ký/Số=stt>entry_number|/Ngày=date>ignored"),
    ("veterans", "STT=stt>serial|Họ và tên=name>full_name|Năm sinh=year>birth_date|GIOI TINH/5. NAM=man's x>sex_male|/6. NU=x>sex_female"),
    ("land_parcels", "STT=stt>serial|Chồng (hoặc chủ hộ)/Họ tên=man>owner.full_name|/Năm sinh=man's year>owner.birth_date|/CCCD=man's number>owner.id_number|Vợ (người cùng sử dụng)/Họ tên=woman>co_owner.full_name|/CCCD=woman's number>co_owner.id_number"),
    ("social_protection", "STT=stt>serial|Họ và tên=name>full_name|Năm sinh/Nam=man's year only>birth_year_male|/Nữ=woman's year only>birth_year_female|Quyết định/Số=stt>ignored|/Ngày=date>ignored"),
    ("veterans", "STT=stt>serial|Họ và tên=name>full_name|Năm sinh=year>birth_date|Thời gian:Nhập ngũ=this year>ignored|:Xuất ngũ=this year>ignored|CCCD:Số=number>id_number|:Ngày cấp=date>ignored"),
    ("social_protection", "STT=stt>serial|Người chết/Họ tên=elder>ignored|/Ngày chết=date>death_date|Người nhận mai táng phí/Họ tên=name>full_name|/Ngày sinh=birth>birth_date|/CCCD=number>id_number"),
    ("social_insurance", "STT=stt>serial|Họ tên/Cũ=elder>ignored|/Điều chỉnh=name>full_name|Năm sinh/Cũ=elder's year>ignored|/Điều chỉnh=year>birth_date|CCCD=number>id_number"),
    ("farmers_union", "STT=stt>serial|Họ và tên=name>full_name|Ngày sinh/Ngày=day>birth_day|/Tháng=month>birth_month|/Năm=year>birth_year|Ngày vào hội/Ngày=day>ignored|/Tháng=month>ignored|/Năm=this year>ignored"),
    ("land_parcels", "STT=stt>serial|Người sử dụng đất/Ông bà=man>owner.full_name|/Năm sinh=man's year>owner.birth_date|/CCCD=man's number>owner.id_number|/Vợ chồng=woman>co_owner.full_name|/Năm sinh=woman's year>co_owner.birth_date|/CCCD=woman's number>co_owner.id_number"),
)  # fmt: skip


@pytest.mark.parametrize(("source", "table"), GROUPED, ids=[f"{s}-{t[14:40]}" for s, t in GROUPED])
def test_lower_row_decides_under_a_merged_group(tmp_path: Path, source: str, table: str) -> None:
    columns = [cell.rsplit(">", 1) for cell in table.split("|")]
    heads = [left.rsplit("=", 1) for left, _ in columns]
    mark = ":" if ":" in table else "/"
    upper, lower, merges, start = [], [], [], 0
    for at, (head, _) in enumerate(heads):
        group, _, leaf = head.partition(mark)
        upper.append(group or None)
        lower.append(leaf or None)
        if group:
            start = at
        elif at + 1 == len(heads) or not heads[at + 1][0].startswith(mark):
            merges.append(f"{chr(65 + start)}1:{chr(65 + at)}1")
        if not leaf:
            merges.append(f"{chr(65 + at)}1:{chr(65 + at)}2")
    rows = [[CELLS[key](i) for _, key in heads] for i in range(24)]
    path = write_xlsx(tmp_path / "a.xlsx", [upper, lower, *rows], merges=merges)
    (sheet,) = read_file(path, SOURCES[source])
    found = [f"{c.role}.{c.field.value}".strip(".") for c in sheet.columns]
    assert found == [m for _, m in columns], [(c.header, c.evidence) for c in sheet.columns]
    assert sheet.fields.height == 24
    assert sheet.status == "read", sheet.message
