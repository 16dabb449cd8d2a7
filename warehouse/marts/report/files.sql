SELECT
  coalesce(w.title, if(f.source = '', 'Thư mục lạ', f.source)) AS title,
  f.source, f.file_name, f.sheet_name, f.status, f.message, f.file_type, f.encoding, f.header_row,
  f.data_rows, f.skipped_rows, f.mentions, f.quarantined_rows, f.bytes, f.sha256,
  list_aggregate(
    list_transform(coalesce(f.notices, []), lambda n:
      format('{} ({})', n.message, replace(format('{:,}', n.count), ',', '.'))),
    'string_agg', chr(10)
  ) AS told
FROM mart.files AS f
LEFT JOIN source_words AS w USING (source)
WHERE f.period = $period
ORDER BY coalesce(w.place, 1000), f.source, f.file_name, f.sheet_name
