SELECT a.number, b.number FROM numbers(0, 20) AS a FULL JOIN numbers(10, 30) AS b ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 20) AS a FULL OUTER JOIN numbers(10, 30) AS b ON a.number = b.number AND b.number > 14

SELECT a.number, b.number FROM numbers(0, 20) AS a FULL JOIN numbers(10, 30) AS b ON a.number = b.number AND a.number > 14 AND b.number < 17

SELECT p.id, c.title FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/cities.csv' AS c ON p.city = c.city AND p.id < 50

SELECT p.id, c.title FROM '${dir}/cities.csv' AS c FULL JOIN '${dir}/people.parquet' AS p ON p.city = c.city AND p.active

SELECT city, p.id, c.title FROM (SELECT CAST(city AS BIGINT) AS city, id FROM '${dir}/people.parquet' WHERE id < 60) AS p FULL JOIN '${dir}/cities.csv' AS c USING (city)

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a FULL JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b USING (k)

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b USING (k)

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a LEFT JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b USING (k)

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a RIGHT JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b USING (k)

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a NATURAL JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b

SELECT * FROM (SELECT number AS k, number * 2 AS x FROM numbers(0, 8)) AS a NATURAL FULL JOIN (SELECT number AS k, number * 3 AS y FROM numbers(4, 12)) AS b

SELECT * FROM (SELECT number AS k, number % 2 AS j FROM numbers(0, 8)) AS a NATURAL LEFT JOIN (SELECT number AS k, number % 3 AS j, number AS y FROM numbers(0, 12)) AS b

SELECT a.number, b.number FROM numbers(0, 5) AS a CROSS JOIN numbers(0, 4) AS b

SELECT a.number, b.number FROM numbers(0, 5) AS a CROSS JOIN numbers(0, 0) AS b

SELECT a.number, b.number FROM numbers(0, 9) AS a FULL JOIN numbers(0, 9) AS b ON a.number > b.number + 4

SELECT a.number, b.number FROM numbers(0, 9) AS a RIGHT JOIN numbers(0, 9) AS b ON a.number > b.number + 4

SELECT a.number, b.number FROM numbers(0, 9) AS a LEFT JOIN numbers(0, 9) AS b ON a.number > b.number + 4 OR a.number = 2

SELECT count(*), sum(p.id), sum(v.visit) FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id < v.person AND p.id > v.person - 3

SELECT p.id, v.visit FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/visits/*.parquet' AS v ON p.balance > v.minutes * 20 + 5 WHERE p.id < 30

SELECT p.id, v.visit FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/visits/*.parquet' AS v ON p.balance > 249 AND v.minutes < 0.1

SELECT a.number, b.number FROM numbers(0, 4) AS a JOIN numbers(0, 3) AS b ON TRUE

SELECT a.number, b.number FROM numbers(0, 4) AS a JOIN numbers(0, 3) AS b ON FALSE

SELECT a.number, b.number FROM numbers(0, 4) AS a LEFT JOIN numbers(0, 3) AS b ON TRUE

SELECT a.number, b.number FROM numbers(0, 4) AS a LEFT JOIN numbers(0, 3) AS b ON FALSE

SELECT a.number, b.number FROM numbers(0, 4) AS a RIGHT JOIN numbers(0, 3) AS b ON FALSE

SELECT a.number, b.number FROM numbers(0, 4) AS a FULL JOIN numbers(0, 3) AS b ON FALSE

SELECT a.number, b.number FROM numbers(0, 4) AS a FULL JOIN numbers(0, 3) AS b ON TRUE

SELECT a.number, b.number FROM numbers(0, 4) AS a FULL JOIN numbers(0, 3) AS b ON CAST(NULL AS BOOLEAN)

SELECT a.number, b.number FROM numbers(0, 4) AS a LEFT JOIN numbers(0, 3) AS b ON CAST(NULL AS BOOLEAN)

SELECT a.number, b.number FROM numbers(0, 4) AS a LEFT JOIN numbers(0, 3) AS b ON 1 = 1

SELECT a.number, b.number FROM numbers(0, 4) AS a FULL JOIN numbers(0, 3) AS b ON 1 = 2

SELECT a.number, b.number FROM numbers(0, 6) AS a LEFT JOIN numbers(0, 6) AS b ON a.number = b.number AND a.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a LEFT JOIN numbers(0, 6) AS b ON a.number = b.number AND b.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a LEFT JOIN numbers(0, 6) AS b ON a.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a LEFT JOIN numbers(0, 6) AS b ON b.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a FULL JOIN numbers(0, 6) AS b ON a.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a FULL JOIN numbers(0, 6) AS b ON b.number < 3

SELECT a.number, b.number FROM numbers(0, 6) AS a RIGHT JOIN numbers(0, 6) AS b ON a.number = 1 AND b.number = 2

SELECT a.number, b.number FROM numbers(0, 0) AS a FULL JOIN numbers(0, 6) AS b ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 6) AS a FULL JOIN numbers(0, 0) AS b ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 0) AS a FULL JOIN numbers(0, 0) AS b ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 6) AS a FULL JOIN numbers(0, 0) AS b ON a.number < b.number

SELECT p.id, e.id FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/empty.parquet' AS e ON p.id = e.id

SELECT p.id, e.id FROM '${dir}/empty.parquet' AS e FULL JOIN '${dir}/people.parquet' AS p ON p.id < e.id

SELECT p.id, q.id FROM '${dir}/people.parquet' AS p JOIN '${dir}/people.parquet' AS q ON p.city IS NOT DISTINCT FROM q.city AND p.id < 30 AND q.id < 40

SELECT p.id, q.id FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/people.parquet' AS q ON p.balance IS NOT DISTINCT FROM q.balance AND p.joined IS NOT DISTINCT FROM q.joined

SELECT p.id, q.id FROM (SELECT * FROM '${dir}/people.parquet' WHERE id < 25) AS p LEFT JOIN (SELECT * FROM '${dir}/people.parquet' WHERE id < 25) AS q ON p.city IS DISTINCT FROM q.city AND p.active IS NOT DISTINCT FROM q.active

SELECT p.id, q.id FROM '${dir}/people.parquet' AS p JOIN '${dir}/people.parquet' AS q ON p.id + 1 = q.id * 2 AND upper(p.name) <> upper(q.name)

SELECT a.number, b.number, c.number FROM numbers(0, 12) AS a LEFT JOIN numbers(3, 9) AS b ON a.number = b.number FULL JOIN numbers(6, 15) AS c ON b.number = c.number

SELECT a.number, b.number, c.number FROM numbers(0, 12) AS a FULL JOIN numbers(3, 20) AS b ON a.number = b.number LEFT JOIN numbers(6, 15) AS c ON b.number = c.number AND a.number > 7

SELECT a.number, b.number, c.number FROM numbers(0, 12) AS a RIGHT JOIN numbers(3, 20) AS b ON a.number = b.number FULL JOIN numbers(6, 25) AS c ON coalesce(a.number, b.number) = c.number

SELECT a.number, b.number, c.number FROM numbers(0, 5) AS a LEFT JOIN (numbers(0, 5) AS b JOIN numbers(2, 9) AS c ON b.number = c.number) ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 12) AS a FULL JOIN numbers(6, 18) AS b ON a.number = b.number WHERE a.number IS NULL OR b.number IS NULL

SELECT a.number, b.number FROM numbers(0, 12) AS a FULL JOIN numbers(6, 18) AS b ON a.number = b.number WHERE a.number > 3

SELECT a.number, b.number FROM numbers(0, 12) AS a FULL JOIN numbers(6, 18) AS b ON a.number = b.number WHERE b.number > 8 AND a.number > 9

SELECT p.city, count(*), count(c.city), min(c.title) FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/cities.csv' AS c ON p.city = c.city GROUP BY p.city

SELECT c.city, count(p.id) FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/cities.csv' AS c ON p.city = c.city + 3 GROUP BY c.city

SELECT count(*) FROM '${dir}/people.parquet' AS p FULL JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person

SELECT count(*) FROM numbers(0, 3000) AS a FULL JOIN numbers(1000, 5000) AS b ON a.number = b.number AND a.number % 7 <> 0
