SELECT city, active, count(*), count(balance), sum(balance), grouping(city), grouping(active), grouping(city, active) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city, active)

SELECT city, active, count(*), min(name), max(joined), grouping(active, city) FROM '${dir}/people.parquet' GROUP BY CUBE(city, active)

SELECT city, active, count(*), sum(id) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS ((city), (active), (city, active), ())

SELECT city, count(*) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS ((city), (city), ())

SELECT city, count(*), sum(balance), grouping(city) FROM '${dir}/empty.parquet' GROUP BY GROUPING SETS ((city), ())

SELECT city, active, count(*), max(name) FROM '${dir}/empty.parquet' GROUP BY CUBE(city, active)

SELECT city, count(*) FROM '${dir}/empty.parquet' GROUP BY GROUPING SETS ((city))

SELECT count(*), sum(id) FROM '${dir}/empty.parquet' GROUP BY GROUPING SETS ((), ())

SELECT count(*), sum(id) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS ((), ())

SELECT city, active, count(*) FROM '${dir}/people.parquet' GROUP BY city, ROLLUP(active)

SELECT city, sum(city), avg(city), count(city) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)

SELECT city, count(*) FROM '${dir}/people.parquet' WHERE city IS NOT NULL GROUP BY ROLLUP(city) HAVING city IS NULL

SELECT city, active, count(*) FROM '${dir}/people.parquet' WHERE city > 5 GROUP BY ROLLUP(city, active) HAVING city IS NULL OR active IS NULL

SELECT city, active, count(*) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city, active) HAVING grouping(active) = 1

SELECT city, count(*) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city) HAVING city = 3

SELECT city, count(*) FILTER (WHERE active), sum(balance) FILTER (WHERE id > 500) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)

SELECT city + 1 AS c, count(*) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city + 1)

SELECT CASE WHEN grouping(city) = 1 THEN 'all' ELSE 'city ' || city END AS label, sum(id) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city) ORDER BY label

SELECT p.city, c.capital, count(*), sum(v.minutes) FROM '${dir}/visits/*.parquet' AS v JOIN '${dir}/people.parquet' AS p ON v.person = p.id LEFT JOIN '${dir}/cities.csv' AS c ON p.city = c.city GROUP BY CUBE(p.city, c.capital)

SELECT id % 3, id % 5, id % 7, count(*), grouping(id % 3, id % 5, id % 7) FROM '${dir}/people.parquet' GROUP BY CUBE(id % 3, id % 5, id % 7)

SELECT city, active, joined, name, count(*) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS (CUBE(city, active), ROLLUP(joined, name))

SELECT * FROM (SELECT city, active, count(*) AS n FROM '${dir}/people.parquet' GROUP BY ROLLUP(city, active)) AS t WHERE city = 2

SELECT count(*), sum(n) FROM (SELECT city, count(*) AS n FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)) AS t

SELECT city FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)

SELECT active, balance, count(*) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS ((active, balance), (balance))

SELECT 1 AS k, count(*) FROM '${dir}/people.parquet' GROUP BY ROLLUP(1)

SELECT count(*) FROM '${dir}/people.parquet' HAVING count(*) > 10

SELECT count(*) FROM '${dir}/people.parquet' HAVING count(*) > 10000

SELECT 1 FROM '${dir}/people.parquet' HAVING sum(id) > 1

SELECT count(*) FROM '${dir}/people.parquet' HAVING 1 = 0

SELECT city FROM '${dir}/people.parquet' GROUP BY city

SELECT city, city, count(*) FROM '${dir}/people.parquet' GROUP BY 1, 2

SELECT id % 4 AS r, count(*) FROM '${dir}/people.parquet' GROUP BY r

SELECT count(*), sum(id), min(name), avg(balance), max(active) FROM '${dir}/empty.parquet'

SELECT city, count(*) FROM '${dir}/empty.parquet' GROUP BY city

SELECT 'all' AS label, count(*) FROM '${dir}/people.parquet' GROUP BY 'all'

SELECT city, count(*), sum(id) FROM '${dir}/people.parquet' WHERE 1 = 0 GROUP BY GROUPING SETS ((city), ())

SELECT city, count(*) FROM '${dir}/people.parquet' WHERE 1 = 0 GROUP BY GROUPING SETS ((city), (id))

SELECT active, count(*) FROM '${dir}/people.parquet' WHERE city IS NULL GROUP BY GROUPING SETS ((active), ()) HAVING count(*) > 5 ORDER BY active, 2

SELECT city, active, id % 3, count(*) FROM '${dir}/people.parquet' GROUP BY ROLLUP((city, active), id % 3)

SELECT city, active, id % 3, count(*) FROM '${dir}/people.parquet' GROUP BY CUBE(city), ROLLUP(active, id % 3)

SELECT city, active, id % 3, count(*) FROM '${dir}/people.parquet' GROUP BY GROUPING SETS (city, active), GROUPING SETS (id % 3, ())

SELECT coalesce(city, -1), sum(id) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)

SELECT city, count(*) FROM '${dir}/people.parquet' GROUP BY CUBE(city) HAVING grouping(city) = 0 AND sum(id) > 100

SELECT t.city, t.n, u.n FROM (SELECT city, count(*) AS n FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)) AS t JOIN (SELECT city, sum(id) AS n FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)) AS u ON t.city = u.city
