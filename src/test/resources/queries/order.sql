SELECT id, city FROM '${dir}/people.parquet' ORDER BY city, id

SELECT id, city FROM '${dir}/people.parquet' ORDER BY city DESC NULLS LAST, id DESC

SELECT id, balance FROM '${dir}/people.parquet' ORDER BY balance DESC NULLS FIRST, id LIMIT 20

SELECT id, name FROM '${dir}/people.parquet' ORDER BY name LIMIT 10 OFFSET 5

SELECT number FROM numbers(0, 1000) ORDER BY number DESC LIMIT 7

SELECT city, sum(balance) AS total FROM '${dir}/people.parquet' GROUP BY city ORDER BY total DESC NULLS LAST, city

SELECT active, joined, id FROM '${dir}/people.parquet' ORDER BY active NULLS FIRST, joined DESC NULLS LAST, id OFFSET 900

SELECT seen, minutes FROM '${dir}/visits/*.parquet' ORDER BY minutes, seen LIMIT 25

SELECT id FROM '${dir}/people.parquet' ORDER BY balance * -1, id LIMIT 15

SELECT name AS n FROM '${dir}/people.parquet' ORDER BY 1 FETCH FIRST 3 ROWS ONLY

SELECT number FROM numbers(0, 10) ORDER BY number LIMIT 0

SELECT person, count(*) AS c FROM '${dir}/visits/*.parquet' GROUP BY person ORDER BY c DESC, person LIMIT 12
