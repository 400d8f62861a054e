SELECT reverse(p.name), "left"(p.name, 3), "right"(p.name, 2), repeat(p.name, 2), lpad(p.name, 8, 'xy'), rpad(p.name, 8, '.'), lpad(p.name, 3, 'z') FROM '${dir}/people.parquet' AS p WHERE p.id < 200

SELECT ltrim('  a '), rtrim('  a '), ltrim('xxaxx', 'x'), rtrim('xxaxx', 'x'), split_part('a,b,c', ',', 2), split_part('a,b,c', ',', 9), split_part('a,b,c', ',', -1), strpos('hello', 'l'), instr('hello', 'z')

SELECT p.id, starts_with(p.name, 'name 1'), ends_with(p.name, '7'), contains(p.name, ' 2'), ascii(p.name), strlen(p.name), bit_length(p.name) FROM '${dir}/people.parquet' AS p WHERE p.id < 200

SELECT chr(97), chr(233), translate('abcabc', 'ab', 'x'), concat_ws('-', 'a', NULL, 'b'), concat_ws(NULL, 'a'), levenshtein('duck', 'dark'), hamming('duck', 'luck'), strip_accents('mühleisen'), md5('abc'), sha256('abc'), url_encode('a b/c'), url_decode('a%20b')

SELECT p.id, concat_ws('/', p.name, p.city, p.balance) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT regexp_matches('abc', 'b.'), regexp_matches('ABC', 'b', 'i'), regexp_full_match('abc', 'b.'), regexp_replace('hello', '[lo]', '-'), regexp_replace('hello', '[lo]', '-', 'g'), regexp_replace('ab12', '([a-z]+)(\d+)', '\2\1'), regexp_extract('ab12', '([a-z]+)(\d+)', 2), regexp_extract('ab12', 'z')

SELECT p.id, regexp_extract(p.name, '(\d)(\d)', 1), regexp_replace(p.name, '\d', '#', 'g') FROM '${dir}/people.parquet' AS p WHERE p.id < 150

SELECT p.name ILIKE 'NAME 1%', p.name NOT ILIKE '%5', p.name LIKE '%' || p.id, p.name SIMILAR TO 'name [0-9]+', p.name NOT SIMILAR TO '.*1' FROM '${dir}/people.parquet' AS p WHERE p.id < 150

SELECT p.id, p.name LIKE (CASE WHEN p.id % 2 = 0 THEN '%1_' ELSE p.name END), p.name LIKE (CASE WHEN p.id % 3 = 0 THEN NULL ELSE '%' END) FROM '${dir}/people.parquet' AS p WHERE p.id < 150

SELECT power(2, 10), pow(2.5, 2), exp(1), ln(10), log10(1000), log2(8), log(100), log(2, 8), cbrt(27), sin(1), cos(1), tan(1), asin(1), acos(1), atan(1), atan2(1, 2), degrees(1), radians(90), pi(), sinh(1), cosh(1), tanh(1)

SELECT v.visit, power(v.minutes, 2), exp(v.minutes / 10), sin(v.minutes), atan2(v.minutes, v.visit) FROM '${dir}/visits/*.parquet' AS v WHERE v.visit < 300

SELECT sign(-3), sign(0), sign(2.5), gcd(12, 18), lcm(4, 6), xor(6, 3), bit_count(7), trunc(-2.7), trunc(2.7), isnan(1), isfinite(1), isinf(1)

SELECT p.id, sign(p.balance - 100), greatest(p.city, 3), least(p.city, p.id, 5), greatest(p.balance, 10.5), least(p.name, 'name 5') FROM '${dir}/people.parquet' AS p WHERE p.id < 150

SELECT greatest(1, NULL, 3), least(NULL, 2), greatest('a', 'b'), least(DATE '2020-01-01', DATE '2019-01-01'), greatest(1, 2.5)

SELECT p.id, date_part('year', p.joined), date_part('dow', p.joined), date_part('doy', p.joined), date_part('week', p.joined), date_part('quarter', p.joined), date_part('isodow', p.joined), last_day(p.joined), monthname(p.joined), dayname(p.joined) FROM '${dir}/people.parquet' AS p

SELECT v.visit, date_trunc('month', v.seen), date_trunc('day', v.seen), date_trunc('hour', v.seen), date_trunc('week', v.seen), date_trunc('quarter', v.seen), date_trunc('year', v.seen) FROM '${dir}/visits/*.parquet' AS v WHERE v.visit < 500

SELECT v.visit, date_sub('month', TIMESTAMP '2020-01-15 00:00:00', v.seen), date_sub('day', TIMESTAMP '2021-01-01 12:00:00', v.seen) FROM '${dir}/visits/*.parquet' AS v WHERE v.visit < 500

SELECT dayofweek(DATE '2024-02-18'), isodow(DATE '2024-02-18'), weekofyear(DATE '2024-12-30'), yearweek(DATE '2024-12-30'), decade(DATE '2024-01-01'), century(DATE '2000-12-31'), century(DATE '2001-01-01'), millennium(DATE '2000-12-31'), make_date(2024, 2, 29), epoch_ms(1500000000123)

SELECT strftime(TIMESTAMP '2024-02-07 09:05:03', '%Y-%m-%d %H:%M:%S'), strftime(DATE '2024-02-07', '%d.%m.%y %j %b %B %a %A'), strftime(TIMESTAMP '2024-02-07 21:05:03', '%I:%M %p'), strptime('17.02.2024', '%d.%m.%Y'), strptime('2024-02-17 21:14:15', '%Y-%m-%d %H:%M:%S')

SELECT TRY_CAST('12' AS INTEGER), TRY_CAST('x' AS INTEGER), TRY_CAST('2024-01-32' AS DATE), TRY_CAST('99999999999' AS INTEGER), TRY_CAST(NULL AS INTEGER)

SELECT p.id, TRY_CAST(substring(p.name FROM 6) AS INTEGER), TRY_CAST(p.name AS INTEGER), TRY_CAST(CASE WHEN p.id % 2 = 0 THEN p.name ELSE '7' END AS BIGINT) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT p.id, if(p.city > 4, 'big', 'small'), ifnull(p.city, -1), coalesce(p.balance, 0) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT count(*) FROM '${dir}/people.parquet' AS p WHERE random() < 2 AND p.id >= 0

SELECT lower(reverse(p.name)) AS r, count(*) FROM '${dir}/people.parquet' AS p GROUP BY 1 HAVING "left"(lower(reverse(p.name)), 1) = '7'
