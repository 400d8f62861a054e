SELECT count(DISTINCT city), count(*), sum(balance) FROM '${dir}/people.parquet'

SELECT active, count(DISTINCT city), sum(id), count(*) FROM '${dir}/people.parquet' GROUP BY active

SELECT active, count(DISTINCT city), count(DISTINCT joined) FROM '${dir}/people.parquet' GROUP BY active

SELECT count(DISTINCT city) FROM '${dir}/empty.parquet'

SELECT city, count(*) FILTER (WHERE active), sum(balance) FILTER (WHERE id > 500) FROM '${dir}/people.parquet' GROUP BY city

SELECT p.id, v.visit FROM '${dir}/visits/*.parquet' AS v RIGHT JOIN '${dir}/people.parquet' AS p ON p.id = v.person AND v.minutes > 11

SELECT id, name, visit FROM '${dir}/people.parquet' AS p JOIN (SELECT person AS id, visit FROM '${dir}/visits/*.parquet') AS v USING (id) WHERE visit < 300

SELECT count(*) FROM '${dir}/people.parquet' AS p, '${dir}/visits/*.parquet' AS v WHERE p.id = v.person AND p.city = 3 AND v.minutes < 5

SELECT p.city, v.m FROM (SELECT DISTINCT city FROM '${dir}/people.parquet') AS p JOIN (SELECT person % 12 AS c, max(minutes) AS m FROM '${dir}/visits/*.parquet' GROUP BY person % 12) AS v ON p.city = v.c

SELECT p.city, count(*), sum(v.minutes) FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person GROUP BY p.city HAVING count(*) > 100 ORDER BY 2 DESC, 1

SELECT v.person, count(*) FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person GROUP BY v.person

WITH rich AS (SELECT * FROM '${dir}/people.parquet' WHERE balance > 200), poor AS (SELECT * FROM '${dir}/people.parquet' WHERE balance < 20) SELECT r.id, p.id FROM rich AS r JOIN poor AS p ON r.city = p.city

WITH a AS (SELECT number AS n FROM numbers(0, 50)), b AS (SELECT n * 2 AS n FROM a) SELECT a.n FROM a JOIN b ON a.n = b.n WHERE a.n > 10

SELECT a.number, b.number, c.number FROM numbers(0, 40) AS a JOIN numbers(10, 60) AS b ON a.number = b.number LEFT JOIN numbers(20, 25) AS c ON c.number = a.number

SELECT number FROM numbers(0, 10) UNION ALL SELECT number + 100 FROM numbers(0, 5) UNION ALL SELECT 7

SELECT city FROM '${dir}/people.parquet' UNION SELECT person % 20 FROM '${dir}/visits/*.parquet'

SELECT x, y FROM (VALUES (1, 'a'), (2, NULL), (NULL, 'c')) AS v(x, y) WHERE x IS NOT NULL OR y = 'c'

SELECT sum(x), count(y), min(y) FROM (VALUES (1, 'a'), (2, NULL), (NULL, 'c')) AS v(x, y)

SELECT 1, 'a', NULL, TRUE, 1.50, 1e2, DATE '2024-02-29', TIMESTAMP '2024-02-29 12:34:56.789'

SELECT 'ü€😀' || 'x', char_length('ü€😀'), upper('straten'), 'it''s'

SELECT CAST(DATE '2024-01-31' + INTERVAL '1' MONTH AS TIMESTAMP), CAST(DATE '2024-03-31' - INTERVAL '1' MONTH AS TIMESTAMP), CAST(DATE '2024-02-29' + INTERVAL '1' YEAR AS TIMESTAMP), CAST(DATE '2024-01-01' + INTERVAL '90' DAY AS TIMESTAMP), TIMESTAMP '2024-01-01 00:00:00' + INTERVAL '36' HOUR, TIMESTAMP '2024-01-01 00:00:00' - INTERVAL '90' SECOND

SELECT 7 % 3, -7 % 3, 1 + 2 * 3, (1 + 2) * 3, 10 - 4 - 3, 2.5 * 4, 1.25 + 1, 0.1 + 0.2

SELECT CAST('12' AS INTEGER), CAST('1.5' AS DOUBLE), CAST('2024-05-06' AS DATE), CAST(1.5 AS VARCHAR), CAST('12.345' AS DECIMAL(10, 2)), '42'::BIGINT, CAST(TRUE AS VARCHAR), CAST(3000000000 AS BIGINT)

SELECT id, CASE city WHEN 1 THEN 'one' WHEN 2 THEN 'two' END FROM '${dir}/people.parquet' WHERE id < 100

SELECT id FROM '${dir}/people.parquet' WHERE joined = '2020-03-01' OR joined > '2021-01-01'

SELECT visit FROM '${dir}/visits/*.parquet' WHERE seen BETWEEN TIMESTAMP '2021-03-05 00:00:00' AND '2021-03-06 00:00:00'

SELECT id FROM '${dir}/people.parquet' WHERE city IS NOT DISTINCT FROM NULL

SELECT id FROM '${dir}/people.parquet' WHERE city IS DISTINCT FROM 3

SELECT id FROM '${dir}/people.parquet' WHERE city NOT BETWEEN 2 AND 7 AND name NOT LIKE 'name 1%'

SELECT id FROM '${dir}/people.parquet' WHERE name LIKE 'name!_%' ESCAPE '!'

SELECT id FROM '${dir}/people.parquet' WHERE (city = 1 AND active) OR (city = 1 AND balance > 100) OR (city = 1 AND id < 10)

SELECT id FROM '${dir}/people.parquet' WHERE city = 1 AND city = 2

SELECT id FROM '${dir}/people.parquet' WHERE NOT active

SELECT id FROM '${dir}/people.parquet' WHERE active IS FALSE OR active IS NULL

SELECT id, city IN (1, 2, NULL) FROM '${dir}/people.parquet' WHERE id < 30

SELECT id FROM '${dir}/people.parquet' WHERE city NOT IN (1, 2, NULL)

SELECT id FROM '${dir}/people.parquet' WHERE balance IN (9.25, 18.5, 100)

SELECT max(id) - min(id), sum(id) + count(*), avg(id), avg(balance) FROM '${dir}/people.parquet'

SELECT sum(number), avg(number), min(number), max(number) FROM numbers(-100, 1000)

SELECT city + 1 AS c, count(*) AS n FROM '${dir}/people.parquet' GROUP BY city + 1 HAVING count(*) > 50 ORDER BY c

SELECT city, EXTRACT(YEAR FROM joined) AS y, count(*) FROM '${dir}/people.parquet' GROUP BY city, EXTRACT(YEAR FROM joined) ORDER BY city, y

SELECT upper(name) AS name, count(*) FROM '${dir}/people.parquet' GROUP BY name ORDER BY name LIMIT 5

SELECT id % 3 AS r, count(*) FROM '${dir}/people.parquet' GROUP BY r ORDER BY r

SELECT DISTINCT city FROM '${dir}/people.parquet' ORDER BY city DESC NULLS LAST

SELECT DISTINCT city % 3, active FROM '${dir}/people.parquet' ORDER BY 1, 2

SELECT id FROM '${dir}/people.parquet' ORDER BY balance DESC NULLS FIRST, id OFFSET 995

SELECT number FROM numbers(0, 100) ORDER BY number % 7, number DESC LIMIT 13 OFFSET 4

SELECT * FROM (SELECT number FROM numbers(0, 100) ORDER BY number DESC LIMIT 10) AS t ORDER BY number

SELECT count(*) FROM (SELECT number FROM numbers(0, 100) LIMIT 10) AS t

SELECT count(*) FROM (SELECT number FROM numbers(0, 100) OFFSET 95) AS t

SELECT a.city, b.total FROM (SELECT city, active FROM '${dir}/people.parquet' WHERE id < 20) AS a LEFT JOIN (SELECT city, sum(balance) AS total FROM '${dir}/people.parquet' GROUP BY city) AS b ON a.city = b.city

SELECT t.city, count(*) FROM (SELECT p.city FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person WHERE p.city > 2) AS t GROUP BY t.city

SELECT sum(CASE WHEN active THEN 1 ELSE 0 END), sum(CASE WHEN active THEN balance END) FROM '${dir}/people.parquet'

SELECT abs(-5), abs(-1.5), floor(1.7), ceil(1.2), floor(-1.5), sqrt(16), round(2.567, 2), mod(17, 5), coalesce(NULL, 3), nullif(4, 4)

SELECT substring('abcdef', 2, 3), substring('abcdef' FROM 3), position('cd' IN 'abcdef'), replace('banana', 'an', 'x'), trim('  a b '), length('abc'), lower('ABC')

SELECT id, -city, +city, city * 1.5, city / 2.0, CAST(city AS DOUBLE) / 4 FROM '${dir}/people.parquet' WHERE id BETWEEN 10 AND 40

SELECT p.id FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person WHERE v.visit IS NULL

SELECT p.id FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person WHERE p.id = 17

SELECT count(*) FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON a.id = b.id + 1 AND a.name <> b.name

SELECT CAST(balance AS DECIMAL(10, 1)), CAST(id AS DECIMAL(10, 2)) FROM '${dir}/people.parquet' WHERE id < 40

SELECT 1 FROM '${dir}/people.parquet' WHERE id < 3

SELECT count(*) FROM numbers(5, 5)

SELECT city, sum(balance) / count(balance) FROM '${dir}/people.parquet' WHERE city > 3 GROUP BY city

SELECT concat('a', NULL, 'b'), 'a' || NULL

SELECT minutes, sum(minutes) FROM '${dir}/visits/*.parquet' WHERE EXTRACT(DAY FROM seen) = 5 GROUP BY minutes

FROM '${dir}/people.parquet'

FROM '${dir}/people.parquet' AS p SELECT name, id WHERE id < 10 ORDER BY id

SELECT city, active, count(*) AS c, sum(id) FROM '${dir}/people.parquet' GROUP BY ALL ORDER BY ALL

SELECT * FROM '${dir}/people.parquet' ORDER BY ALL LIMIT 7

SELECT city, name FROM '${dir}/people.parquet' ORDER BY ALL DESC NULLS LAST LIMIT 5 OFFSET 3

SELECT city AS c, count(*) AS n, FROM '${dir}/people.parquet' GROUP BY c ORDER BY n, c

SELECT id % 3 AS value, count(*) AS select FROM '${dir}/people.parquet' GROUP BY 1 ORDER BY value

SELECT count() FROM '${dir}/people.parquet'

SELECT 1 AS a WHERE 1 = 2

SELECT 1 AS a WHERE 1 == 1

VALUES (1, 'x'), (2, 'y')

SELECT col0 + 1, col1 FROM (VALUES (1, 'x'), (2, 'y')) AS v

SELECT a, b FROM (VALUES (1, 'x'), (2, 'y')) AS v(a, b)

SELECT number FROM numbers(0, 100) ORDER BY number LIMIT 2 + 3 OFFSET 10

SELECT number FROM numbers(0, 100) ORDER BY number OFFSET 95 ROWS FETCH FIRST 2 ROWS ONLY

SELECT number FROM numbers(0, 100) ORDER BY number OFFSET 95 LIMIT ALL

SELECT number // 7, number % 7 FROM numbers(0, 100)

SELECT E'a\'b', $$it's$$, 'x' -- comment

SELECT CAST(DATE '2024-01-31' + INTERVAL '90 days' AS DATE), CAST(DATE '2024-01-31' - INTERVAL 3 DAY AS DATE), CAST(DATE '2024-01-31' + INTERVAL '1 month' AS DATE)

SELECT name FROM '${dir}/people.parquet' WHERE name ~~ 'A%' OR name !~~ '%a%' AND name NOTNULL

SELECT * EXCLUDE (name, city) FROM '${dir}/people.parquet'

SELECT * REPLACE (id + 1 AS id) FROM '${dir}/people.parquet'

SELECT p.* EXCLUDE (name) FROM '${dir}/people.parquet' AS p

SELECT v.date, v.time, v.year FROM (SELECT 1 AS date, 2 AS time, 3 AS year) AS v

SELECT dec, none, lead FROM (SELECT 1 AS dec, 2 AS none, 3 AS lead) AS t

SELECT * EXCLUDE name FROM '${dir}/people.parquet'

SELECT DISTINCT ON (city) city, name FROM '${dir}/people.parquet' ORDER BY city, name DESC, id

SELECT name FROM '${dir}/people.parquet' AS p SEMI JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person

SELECT p.id FROM '${dir}/people.parquet' AS p ANTI JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person AND v.minutes > 30

SELECT max(id ORDER BY name), count(*) FROM '${dir}/people.parquet'
