SELECT json_extract('{"a": [1, "b", {"c": null}], "d.e": 1.50}', '$.a'), json_extract('{"a": [1, "b"]}', '$.a[1]'), json_extract('{"a": [1, "b"]}', '/a/0'), json_extract('{"a": 1}', 'a'), json_extract('{"d.e": 7}', '$."d.e"'), json_extract('{"a": null}', '$.a'), json_extract('{"a": 1}', '$.b'), json_extract('[1, 2, 3]', '$[#-1]'), json_extract('[1, 2, 3]', '$[9]'), json_extract('[1, 2]', '$')

SELECT json_extract_string('{"a": "x\"y"}', '$.a'), json_extract_string('{"a": {"b": [1,  2]}}', '$.a'), json_extract_string('{"a": null}', '$.a'), json_extract_string('{"a": true}', '$.a'), json_extract_string('{"a": "ü"}', '$.a'), json_extract_string(NULL, '$.a')

SELECT json_array_length('[1, [2, 3], {}]'), json_array_length('[]'), json_array_length('{"a": [1]}', '$.a'), json_array_length('{"a": 1}'), json_array_length('{"a": [1]}', '$.b')

SELECT json_type('{}'), json_type('[]'), json_type('"a"'), json_type('1'), json_type('-1'), json_type('1.5'), json_type('true'), json_type('null'), json_type('{"a": [1]}', '$.a'), json_type('{"a": [1]}', '$.b'), json_valid('{'), json_valid('{}'), json_valid(''), json_valid('1 2'), json_valid('"a"')

SELECT p.id, json_extract_string('{"name": "' || p.name || '", "id": [' || p.id || ', 1]}', '$.name'), CAST(json_extract('{"id": [' || p.id || ', 1]}', '$.id[0]') AS INTEGER) FROM '${dir}/people.parquet' AS p WHERE p.id < 150

SELECT bin(5), bin(0), even(2.9), even(-2.1), even(0), signbit(-1), signbit(1), isoyear(DATE '2024-12-30'), isoyear(DATE '2021-01-01'), epoch_us(TIMESTAMP '1970-01-01 00:00:01.000001'), epoch_us(TIMESTAMP '1969-12-31 23:59:59')
