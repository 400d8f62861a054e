SELECT id, CASE WHEN city IS NULL THEN 'none' WHEN city < 3 THEN 'low' ELSE 'high' END FROM '${dir}/people.parquet'

SELECT id FROM '${dir}/people.parquet' WHERE name LIKE '%9_' AND city BETWEEN 2 AND 5

SELECT id FROM '${dir}/people.parquet' WHERE city IN (1, 3, 5) OR active

SELECT id FROM '${dir}/people.parquet' WHERE NOT (city = 3) AND city NOT IN (4, 5)

SELECT id, COALESCE(city, -1), NULLIF(city, 3) FROM '${dir}/people.parquet'

SELECT id, upper(name), lower(name), substring(name, 3, 4), name || '!' FROM '${dir}/people.parquet' WHERE id < 50

SELECT id, EXTRACT(YEAR FROM joined), EXTRACT(MONTH FROM joined), EXTRACT(DAY FROM joined) FROM '${dir}/people.parquet'

SELECT id FROM '${dir}/people.parquet' WHERE joined >= DATE '2020-06-01' AND joined < DATE '2020-06-01' + INTERVAL '3' MONTH

SELECT id, balance * 2, balance + 1.5, balance - id, -balance, abs(balance - 100) FROM '${dir}/people.parquet'

SELECT id, CAST(id AS DOUBLE) / 3, CAST(id AS VARCHAR), CAST(balance AS DOUBLE), CAST(balance AS INTEGER) FROM '${dir}/people.parquet'

SELECT visit, CAST(seen AS DATE), EXTRACT(HOUR FROM seen) FROM '${dir}/visits/*.parquet' WHERE visit < 100

SELECT id FROM '${dir}/people.parquet' WHERE active IS NOT TRUE

SELECT id FROM '${dir}/people.parquet' WHERE (city > 5) = active

SELECT number % 5, number - 7 FROM numbers(-10, 10)

SELECT char_length(name), position('9' IN name), replace(name, 'name', 'n'), trim('  x ') FROM '${dir}/people.parquet'

SELECT id FROM '${dir}/people.parquet' WHERE balance > 100 AND balance < 200.5 AND id % 2 = 1

SELECT number FROM numbers(0, 10) WHERE 1 = 0

SELECT floor(balance), ceil(balance), round(balance, 1) FROM '${dir}/people.parquet'
