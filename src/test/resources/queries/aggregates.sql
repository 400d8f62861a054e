SELECT city, count(*), count(balance), sum(balance), min(balance), max(balance), avg(balance) FROM '${dir}/people.parquet' GROUP BY city

SELECT active, min(name), max(name), min(joined), max(joined) FROM '${dir}/people.parquet' GROUP BY active

SELECT city, active, sum(id), avg(id) FROM '${dir}/people.parquet' GROUP BY city, active

SELECT name, count(*) FROM '${dir}/people.parquet' GROUP BY name

SELECT joined, sum(balance) FROM '${dir}/people.parquet' WHERE balance > 20 GROUP BY joined

SELECT person % 10, sum(minutes), avg(minutes), min(seen), max(seen) FROM '${dir}/visits/*.parquet' GROUP BY person % 10

SELECT sum(minutes), avg(minutes), min(minutes), max(minutes), count(*) FROM '${dir}/visits/*.parquet'

SELECT city, sum(balance) AS total FROM '${dir}/people.parquet' GROUP BY city HAVING sum(balance) > 12000

SELECT DISTINCT city, active FROM '${dir}/people.parquet'

SELECT count(*) FROM (SELECT DISTINCT person FROM '${dir}/visits/*.parquet') AS p

SELECT sum(balance * (1 - 0.05)) FROM '${dir}/people.parquet'

SELECT min(city), max(city), min(active), max(active) FROM '${dir}/people.parquet' WHERE id > 5000

SELECT number % 3 AS k, count(*) FROM numbers(0, 10000) GROUP BY number % 3 ORDER BY k

SELECT balance, count(*) FROM '${dir}/people.parquet' GROUP BY balance

SELECT minutes, count(*) FROM '${dir}/visits/*.parquet' GROUP BY minutes

SELECT sum(number) FROM numbers(9223372036854775800, 9223372036854775807)
