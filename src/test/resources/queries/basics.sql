SELECT 1

SELECT 1 AS a, 'x' AS b, NULL AS c, 2.50 AS d, TRUE AS e

SELECT number FROM numbers(0, 100)

SELECT DISTINCT number FROM numbers(0, 100) ORDER BY number

SELECT DISTINCT number % 7 FROM numbers(0, 1000)

SELECT number * 2 + 1 AS odd FROM numbers(-50, 50) WHERE number % 3 = 0

SELECT count(*), sum(number), min(number), max(number), avg(number) FROM numbers(0, 100000)

SELECT count(*) FROM numbers(10, 0)

SELECT * FROM numbers(5, 5)

SELECT * FROM '${dir}/people.parquet'

SELECT name, id FROM '${dir}/people.parquet' WHERE city IS NULL

SELECT * FROM '${dir}/empty.parquet'

SELECT count(*) FROM '${dir}/empty.parquet'

SELECT sum(balance), count(*) FROM '${dir}/empty.parquet'

SELECT count(*) FROM '${dir}/visits/*.parquet'

SELECT * FROM '${dir}/cities.csv'

SELECT title FROM '${dir}/cities.csv' WHERE capital

SELECT * FROM '${dir}/people.ndjson'

SELECT city, count(*), sum(balance), min(joined), max(name) FROM '${dir}/people.json' WHERE active GROUP BY city

SELECT count(*), sum(v.minutes), max(p.joined) FROM '${dir}/people.ndjson' p JOIN '${dir}/visits/*.parquet' v ON p.id = v.person

SELECT a.number FROM numbers(0, 10) AS a

SELECT x FROM (SELECT number + 1 AS x FROM numbers(0, 20)) AS t WHERE x > 5

WITH t AS (SELECT number AS n FROM numbers(0, 50)) SELECT n, count(*) FROM t GROUP BY n HAVING n > 40

SELECT number FROM numbers(0, 30) UNION ALL SELECT number + 100 FROM numbers(0, 15)

SELECT count(*), sum(n) FROM (SELECT number AS n FROM numbers(0, 300) UNION ALL SELECT id FROM '${dir}/people.parquet') AS u

SELECT * FROM (VALUES (1, 'a'), (2, NULL), (NULL, 'c')) AS t (n, s)
