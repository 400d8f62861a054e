SELECT id, row_number() OVER (PARTITION BY city ORDER BY id), rank() OVER (PARTITION BY city ORDER BY balance), dense_rank() OVER (PARTITION BY city ORDER BY balance DESC NULLS FIRST), count(*) OVER (PARTITION BY city) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, percent_rank() OVER (PARTITION BY active ORDER BY joined), cume_dist() OVER (PARTITION BY active ORDER BY joined), ntile(7) OVER (PARTITION BY active ORDER BY id) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, sum(balance) OVER (ORDER BY id), avg(balance) OVER (PARTITION BY city ORDER BY id), min(name) OVER (PARTITION BY city ORDER BY id), max(joined) OVER (PARTITION BY city ORDER BY id) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, sum(id) OVER (), avg(id) OVER (), count(balance) OVER (), min(balance) OVER (), max(name) OVER () FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, lag(balance) OVER (PARTITION BY city ORDER BY id), lead(balance, 3) OVER (PARTITION BY city ORDER BY id), lag(id, 2, -1) OVER (ORDER BY id), lead(name, 1, 'none') OVER (PARTITION BY active ORDER BY id DESC) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, first_value(balance) OVER w, last_value(balance) OVER w, nth_value(name, 3) OVER w FROM '${dir}/people.parquet' WINDOW w AS (PARTITION BY city ORDER BY id ROWS BETWEEN 4 PRECEDING AND 2 FOLLOWING) ORDER BY 1

SELECT id, sum(balance) OVER (w ROWS BETWEEN 3 PRECEDING AND CURRENT ROW), count(*) OVER (w ROWS BETWEEN 2 FOLLOWING AND 5 FOLLOWING), max(balance) OVER (w ROWS BETWEEN 5 PRECEDING AND 2 PRECEDING), sum(id) OVER w FROM '${dir}/people.parquet' WINDOW w AS (PARTITION BY city ORDER BY id) ORDER BY 1

SELECT id, sum(id) OVER (ORDER BY city RANGE BETWEEN 2 PRECEDING AND 1 FOLLOWING), count(*) OVER (ORDER BY city DESC RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING), min(id) OVER (ORDER BY balance RANGE BETWEEN 1.5 PRECEDING AND 0.25 FOLLOWING) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, count(*) OVER (ORDER BY joined RANGE BETWEEN INTERVAL '10' DAY PRECEDING AND INTERVAL '1' MONTH FOLLOWING), sum(id) OVER (PARTITION BY city ORDER BY joined DESC RANGE BETWEEN CURRENT ROW AND INTERVAL '30' DAY FOLLOWING) FROM '${dir}/people.parquet' ORDER BY 1

SELECT visit, avg(minutes) OVER (ORDER BY seen RANGE BETWEEN INTERVAL '3' HOUR PRECEDING AND INTERVAL '90' MINUTE FOLLOWING), sum(minutes) OVER (PARTITION BY person ORDER BY seen ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM '${dir}/visits/*.parquet' ORDER BY 1

SELECT id, sum(id) OVER (ORDER BY city ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE CURRENT ROW), count(*) OVER (ORDER BY city RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP), sum(id) OVER (ORDER BY city RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE TIES), max(id) OVER (ORDER BY city RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE GROUP), min(id) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE CURRENT ROW) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, count(*) FILTER (WHERE active) OVER (PARTITION BY city ORDER BY id), sum(balance) FILTER (WHERE id % 2 = 0) OVER (PARTITION BY city) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, count(DISTINCT city) OVER (PARTITION BY active), count(DISTINCT joined) OVER (PARTITION BY city ORDER BY id) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, city, balance FROM '${dir}/people.parquet' QUALIFY row_number() OVER (PARTITION BY city ORDER BY balance DESC NULLS LAST, id) <= 3 ORDER BY 1

SELECT city, id, rank() OVER (PARTITION BY city ORDER BY id) AS place FROM '${dir}/people.parquet' WHERE id > 100 QUALIFY place = 2 AND city IS NOT NULL ORDER BY city

SELECT city, sum(balance) AS total, sum(sum(balance)) OVER () AS whole, rank() OVER (ORDER BY sum(balance) DESC NULLS LAST) AS place, avg(sum(id)) OVER (ORDER BY city ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING) FROM '${dir}/people.parquet' GROUP BY city ORDER BY 1

SELECT city, active, sum(balance) * 100.0 / sum(sum(balance)) OVER (PARTITION BY active) FROM '${dir}/people.parquet' GROUP BY city, active ORDER BY city, active

SELECT id, name FROM '${dir}/people.parquet' ORDER BY rank() OVER (PARTITION BY city ORDER BY id), id DESC LIMIT 20

SELECT * FROM (SELECT id, city, row_number() OVER (PARTITION BY city ORDER BY id) AS n, max(id) OVER (PARTITION BY city) AS top FROM '${dir}/people.parquet') AS p WHERE city = 3 AND n < 5 ORDER BY 1

SELECT p.id, c.title, count(*) OVER (PARTITION BY c.title ORDER BY p.id) FROM '${dir}/people.parquet' AS p JOIN '${dir}/cities.csv' AS c ON p.city = c.city WHERE p.id < 200 ORDER BY 1

SELECT count(*), max(n) FROM (SELECT row_number() OVER (ORDER BY visit) AS n FROM '${dir}/visits/*.parquet') AS v

SELECT id, row_number() OVER (ORDER BY id) FROM '${dir}/empty.parquet' ORDER BY 1

SELECT x, sum(x) OVER (ORDER BY x), lag(x) OVER (ORDER BY x DESC NULLS LAST), x - first_value(x) OVER (ORDER BY x) FROM (VALUES (1), (2), (5), (NULL)) AS t(x) ORDER BY 1

SELECT DISTINCT city, count(*) OVER (PARTITION BY city) AS n FROM '${dir}/people.parquet' ORDER BY city

SELECT id, CASE WHEN lag(city) OVER (ORDER BY id) IS NULL THEN 'none' ELSE 'some' END, coalesce(sum(balance) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 1 PRECEDING), 0) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, rank() OVER (), lag(1) OVER (PARTITION BY id) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, sum(id) OVER (PARTITION BY city, active ORDER BY joined, id ROWS UNBOUNDED PRECEDING), row_number() OVER (PARTITION BY city ORDER BY id DESC), row_number() OVER (PARTITION BY active, city ORDER BY id) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, stddev_samp(id) OVER (PARTITION BY city ORDER BY id ROWS BETWEEN 5 PRECEDING AND 2 FOLLOWING), var_pop(balance) OVER (PARTITION BY active), bool_and(active) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), median(id) OVER (PARTITION BY city) FROM '${dir}/people.parquet' ORDER BY 1

SELECT id, sum(id) OVER (ORDER BY city GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW), count(*) OVER (ORDER BY joined GROUPS BETWEEN 2 FOLLOWING AND 3 FOLLOWING), max(id) OVER (PARTITION BY active ORDER BY city GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), min(id) OVER (ORDER BY city GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING EXCLUDE GROUP) FROM '${dir}/people.parquet' ORDER BY 1
