SELECT p.name, v.visit FROM '${dir}/people.parquet' AS p JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person WHERE v.visit < 500

SELECT p.id, v.visit FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/visits/*.parquet' AS v ON p.id = v.person AND v.minutes > 11

SELECT count(*), sum(v.minutes) FROM '${dir}/visits/*.parquet' AS v LEFT JOIN '${dir}/people.parquet' AS p ON p.id = v.person WHERE p.id IS NULL

SELECT c.title, count(*), sum(p.balance) FROM '${dir}/people.parquet' AS p JOIN '${dir}/cities.csv' AS c ON p.city = c.city GROUP BY c.title

SELECT c.title, p.id FROM '${dir}/cities.csv' AS c LEFT JOIN '${dir}/people.parquet' AS p ON c.city = p.city AND p.id < 30

SELECT c.title, v.visit, p.name FROM '${dir}/people.parquet' AS p, '${dir}/cities.csv' AS c, '${dir}/visits/*.parquet' AS v WHERE p.city = c.city AND v.person = p.id AND v.visit % 50 = 0

SELECT a.number, b.number FROM numbers(0, 50) AS a JOIN numbers(25, 75) AS b ON a.number = b.number

SELECT a.number, b.number FROM numbers(0, 50) AS a LEFT JOIN numbers(25, 75) AS b ON a.number = b.number + 10

SELECT a.number, b.number FROM numbers(0, 20) AS a RIGHT JOIN numbers(10, 30) AS b ON a.number = b.number

SELECT count(*) FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON a.city = b.city

SELECT count(*) FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON a.city = b.city AND a.id < b.id

SELECT a.city, count(*) FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON a.city = b.city AND a.active = b.active GROUP BY a.city

SELECT a.name, b.name FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON a.name = b.name WHERE a.id < 40

SELECT p.id, e.id FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/empty.parquet' AS e ON p.id = e.id

SELECT p.id FROM '${dir}/people.parquet' AS p JOIN '${dir}/empty.parquet' AS e ON p.id = e.id

SELECT number, n FROM numbers(0, 10) JOIN (SELECT number AS n FROM numbers(5, 15)) AS t ON number = n

SELECT p.id, c.title FROM '${dir}/people.parquet' AS p, '${dir}/cities.csv' AS c WHERE p.id < 20

SELECT a.number, b.number FROM numbers(0, 15) AS a JOIN numbers(0, 15) AS b ON a.number < b.number

SELECT a.number, b.number FROM numbers(0, 15) AS a LEFT JOIN numbers(0, 15) AS b ON a.number > b.number + 5

SELECT x.id, y.id FROM '${dir}/people.parquet' AS x JOIN '${dir}/people.parquet' AS y ON x.city = y.city WHERE x.city <> y.city

SELECT count(*) FROM '${dir}/people.parquet' AS x LEFT JOIN '${dir}/people.parquet' AS y ON x.city = y.city AND x.city <> y.city

SELECT count(*) FROM numbers(0, 30) AS a, numbers(0, 40) AS b

SELECT count(DISTINCT number), count(DISTINCT number % 3) FROM numbers(0, 10)

SELECT number % 3 AS k, count(DISTINCT number), count(DISTINCT number % 5), sum(DISTINCT number % 7), max(number) FROM numbers(0, 12000) GROUP BY number % 3 ORDER BY k
