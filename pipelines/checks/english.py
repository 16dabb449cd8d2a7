"""The rules' sentences in English, for `doisoat check --lang en`. Officers read the Vietnamese."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "empty_row": "The row is empty; delete it or enter the record again",
    "structure_broken": "The row is out of its columns: name, date of birth, sex and number cannot "
    "be read or hold what belongs in other columns; move the cells back, check separators and "
    "quotes in the row and send it again",
    "cells_beyond_table": "The row has cells to the right of the columns with headers",
    "control_characters": "The row has control or bidirectional characters; ignored in matching",
    "value_too_long": "The row has a cell of more than 500 characters",
    "column_missing": "The file lacks {value}; add it or confirm what the columns mean",
    "column_absent": "The file has no column {value}",
    "no_data_rows": "The file has no data row",
    "many_quarantined": "More than 5% of the rows cannot be used; see how the file was exported",
    "name_and_number_missing": "Neither name nor usable number; add one of them and send it again",
    "name_missing": "The name is missing; add it from the person's papers",
    "number_missing": "The identification number is missing; add it from the person's papers",
    "birth_date_missing": "The date of birth is missing; add it from the person's papers",
    "birth_date_partial": "Only the year, or month and year, of birth is written",
    "sex_missing": "The sex is missing; add it from the person's papers",
    "address_missing": "The address down to the commune is missing; it tells namesakes apart",
    "event_date_missing": "The date of registration, decision or issue is missing",
    "many_numbers_missing": "More than 50% of the records have no number",
    "many_birth_dates_missing": "More than 20% of the records have no readable date of birth",
    "many_sexes_unknown": "The sex is not known for more than 20% of the records",
    "name_unreadable": "The name cell holds no one person's name and there is no usable number",
    "name_of_others": "The name cell is of two people, or of somebody else (child of …, wife of …)",
    "not_traceable": "The date of birth cannot be, and nothing but the name is left",
    "number_malformed": "The number is malformed; check the papers and enter all 12 digits",
    "number_irrecoverable": "A spreadsheet has destroyed the number (6.81E+10); enter it again as "
    "text",
    "number_lost_zero": "The number has lost a leading zero; put back in matching",
    "number_punctuated": "The number has spaces, points or other characters; left out in matching",
    "number_old": "The record still has the nine-digit CMND",
    "number_impossible": "The year of birth within the number is still to come",
    "birth_date_invalid": "The date of birth does not exist or cannot be read",
    "birth_date_out_of_range": "The date of birth is in the future or before 1875; not used in "
    "matching",
    "event_date_out_of_range": "The date of registration, decision or issue does not exist, is in "
    "the future or before 1900",
    "sex_unreadable": "The sex cannot be read; write «Nam» or «Nữ»",
    "name_lost_letters": "The name has strange characters (?, �): letters were lost in conversion",
    "name_with_digits": "The name cell has digits; take other information out of it",
    "name_too_long": "The name has more than 60 characters: several people or a remark in it?",
    "name_initials": "The name is abbreviated; write it in full",
    "name_one_syllable": "The name has one syllable only; see whether a part is missing",
    "address_unresolved": "The address does not tell the commune",
    "age_implausible": "The person would be over 115; check the year of birth or whether they died",
    "many_first_of_january": "More than 20% of the dates of birth are 1 January: the year only?",
    "many_names_plain": "More than 50% of the names have no diacritics",
    "many_addresses_unresolved": "More than 30% of the records do not tell the commune",
    "record_key_repeated": "The list's key (code; entry, volume, place and year; number) is "
    "repeated in the file",
    "row_repeated": "The row repeats another one word for word; delete it",
    "number_shared": "One number is written for different names in the file",
    "number_birth_year_differs": "The year of birth contradicts the number",
    "number_sex_differs": "The sex contradicts the number",
    "number_of_relative": "The number is that of the father, mother or spouse in the same row",
    "number_repeated_in_row": "Several people of one row have the same number",
    "event_before_birth": "The date of birth is after the registration, decision or issue",
    "death_before_birth": "The date of death is before the date of birth",
    "death_after_registration": "The date of death is after its registration or in the future",
    "married_too_young": "Married before the age of 15; check the dates in the register",
    "mother_age_implausible": "The mother would have been under 12 or over 60 at the birth",
    "father_age_implausible": "The father would have been under 12 or over 90 at the birth",
    "many_events_before_birth": "More than 10% of the records were registered before the birth: "
    "day and month read the wrong way round?",
    "many_sexes_differ": "More than 10% of the sexes contradict the number: codes read the wrong "
    "way round?",
    "many_birth_years_differ": "More than 10% of the years of birth contradict the number: columns "
    "out of line?",
    "fewer_rows": "Over 20% fewer rows than in the previous delivery; are any missing?",
    "more_rows": "Over 50% more rows than in the previous delivery; were any sent twice?",
    "more_numbers_missing": "Missing numbers are up by more than 10 points",
    "more_birth_dates_missing": "Missing dates of birth are up by more than 10 points",
    "more_sexes_unknown": "Unknown sexes are up by more than 10 points",
    "more_communes_unknown": "Unknown communes are up by more than 10 points",
    "sexes_shifted": "The sexes are distributed otherwise than in the previous delivery",
    "birth_decades_shifted": "Years of birth are distributed otherwise than in the previous "
    "delivery",
    "districts_shifted": "Districts are distributed otherwise than in the previous delivery",
    "number_forms_shifted": "The forms of the number are distributed otherwise than before",
    "birth_registered_after_death": "The birth was registered after the death of the same number",
    "birth_after_mothers_death": "The child was born after the mother's registered death",
    "marriage_after_death": "The marriage was registered after the death of the same number",
    "birth_date_differs_from_register": "The date of birth differs from the register of births",
    "record_key_in_several_files": "The record's code is in several files of the list",
    "target_code_missing": "The indicator code is missing; the row's total cannot be used",
    "target_total_invalid": "The total is missing or no whole number from 0",
    "target_period_reversed": "The period ends before it begins",
    "target_repeated": "The indicator is repeated for the same district and period",
}


def in_english(code: str, value: str = "") -> str:
    """Return a rule's sentence in English.

    Parameters
    ----------
    value
        What the sentence names: columns as the list's own headers, or a figure.

    Raises
    ------
    KeyError
        No rule has this code.
    """
    return SENTENCES[code].format(value=value)
