SELECT ARRAY[1, 2, NULL] AS a, ARRAY[1, 2, 3][2] AS e, ARRAY[1, 2][5] AS missing, ARRAY[1, 2][-1] AS last

SELECT id, ARRAY[id, id + 1] AS a, ARRAY[name, 'x'][1] AS n FROM '${dir}/people.parquet'

SELECT a AS a, n FROM (SELECT ARRAY[city, id % 3] AS a, count(*) AS n FROM '${dir}/people.parquet' GROUP BY ARRAY[city, id % 3]) AS g

SELECT a AS a FROM (SELECT DISTINCT ARRAY[id % 3, city] AS a FROM '${dir}/people.parquet') AS d ORDER BY a

SELECT a.id, b.id FROM '${dir}/people.parquet' AS a JOIN '${dir}/people.parquet' AS b ON ARRAY[a.id, a.city] = ARRAY[b.id, b.city] WHERE a.id < 100

SELECT min(ARRAY[id % 7, id]), max(ARRAY[id % 7, id]) FROM '${dir}/people.parquet'

SELECT ARRAY[1, 2] = ARRAY[1, 2], ARRAY[1, 2] < ARRAY[1, 3], ARRAY[1] < ARRAY[1, 0], ARRAY[2] > ARRAY[1, 5]

SELECT list_contains(ARRAY[1, 2, 3], 2), list_contains(ARRAY['a', 'b'], 'c'), list_position(ARRAY[5, 6], 6)

SELECT list_sort(ARRAY[3, 1, 2]), list_concat(ARRAY[1], ARRAY[2, 3]), flatten(ARRAY[ARRAY[1], ARRAY[2, 3]]), array_slice(ARRAY[1, 2, 3, 4], 2, 3)

SELECT array_length(ARRAY[1, 2, 3]), list_distinct(ARRAY[1, 1])

SELECT CASE WHEN id % 2 = 0 THEN ARRAY[id] ELSE ARRAY[id, city] END AS a FROM '${dir}/people.parquet'
