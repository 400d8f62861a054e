SELECT (SELECT max(number) FROM numbers(0, 5)) AS m, number FROM numbers(0, 3)

SELECT number, (SELECT n.number FROM numbers(0, 3) AS n WHERE n.number = o.number) FROM numbers(0, 6) AS o

SELECT number, (SELECT count(*) FROM numbers(0, 3) AS n WHERE n.number = o.number) FROM numbers(0, 6) AS o

SELECT number, (SELECT count(*) FROM numbers(0, 5) AS n WHERE n.number < o.number) FROM numbers(0, 8) AS o

SELECT number, (SELECT count(*) + 1 FROM numbers(0, 5) AS n WHERE n.number < o.number) * 2 FROM numbers(0, 8) AS o

SELECT number, (SELECT sum(n.number) FROM numbers(0, 5) AS n WHERE n.number < o.number) FROM numbers(0, 8) AS o

SELECT number, (SELECT sum(n.number) FROM numbers(0, 5) AS n WHERE n.number < o.number HAVING count(*) > 2) FROM numbers(0, 8) AS o

SELECT number, (SELECT coalesce(sum(n.number), -1) FROM numbers(0, 5) AS n WHERE n.number < o.number) FROM numbers(0, 8) AS o

SELECT number, (SELECT CASE WHEN count(*) = 0 THEN 'none' ELSE 'some' END FROM numbers(0, 5) AS n WHERE n.number = o.number - 3) FROM numbers(0, 8) AS o

SELECT number FROM numbers(0, 9) WHERE number > (SELECT avg(number) FROM numbers(0, 9))

SELECT number FROM numbers(0, 9) WHERE number IN (SELECT number * 2 FROM numbers(0, 9))

SELECT number FROM numbers(0, 9) WHERE number NOT IN (SELECT number * 2 FROM numbers(0, 9))

SELECT number FROM numbers(0, 9) WHERE number NOT IN (SELECT number FROM numbers(0, 0))

SELECT number FROM numbers(0, 9) WHERE EXISTS (SELECT 1 FROM numbers(0, 0))

SELECT number FROM numbers(0, 9) WHERE NOT EXISTS (SELECT 1 FROM numbers(0, 0))

SELECT number FROM numbers(0, 9) WHERE EXISTS (SELECT 1 FROM numbers(0, 3))

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.city NOT IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital)

SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city NOT IN (SELECT p.city FROM '${dir}/people.parquet' AS p)

SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city NOT IN (SELECT p.city FROM '${dir}/people.parquet' AS p WHERE p.city > 3)

SELECT c.city, c.city IN (SELECT p.city FROM '${dir}/people.parquet' AS p WHERE p.city > 3) FROM '${dir}/cities.csv' AS c

SELECT c.city, c.city IN (SELECT p.city FROM '${dir}/people.parquet' AS p) FROM '${dir}/cities.csv' AS c

SELECT c.city, c.city + 100 IN (SELECT p.city FROM '${dir}/people.parquet' AS p) FROM '${dir}/cities.csv' AS c

SELECT c.city, c.city + 100 NOT IN (SELECT p.city FROM '${dir}/people.parquet' AS p) FROM '${dir}/cities.csv' AS c

SELECT p.id, p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital) FROM '${dir}/people.parquet' AS p WHERE p.id < 40

SELECT p.id, p.city IN (SELECT e.city FROM '${dir}/empty.parquet' AS e) FROM '${dir}/people.parquet' AS p WHERE p.id < 40

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < 40 AND (p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital) OR p.balance > 100)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < 60 AND NOT (p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital) OR p.balance > 100)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < 60 AND (p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital)) IS NULL

SELECT p.id, CASE WHEN EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id) THEN 'y' ELSE 'n' END FROM '${dir}/people.parquet' AS p WHERE p.id < 50

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND v.minutes > 10)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE NOT EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND v.minutes > 10)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE NOT EXISTS (SELECT 1 FROM '${dir}/people.parquet' AS q WHERE q.city = p.city AND q.balance > p.balance)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE EXISTS (SELECT 1 FROM '${dir}/people.parquet' AS q WHERE q.city = p.city AND q.balance > p.balance AND q.id <> p.id) AND p.id < 100

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.balance > (SELECT avg(q.balance) FROM '${dir}/people.parquet' AS q WHERE q.city = p.city)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.balance = (SELECT max(q.balance) FROM '${dir}/people.parquet' AS q WHERE q.city = p.city)

SELECT p.id, (SELECT count(*) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT p.id, (SELECT count(v.minutes) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND v.minutes > p.balance) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE (SELECT count(*) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id) = 0

SELECT p.city, count(*) FROM '${dir}/people.parquet' AS p GROUP BY p.city HAVING count(*) > (SELECT avg(c) FROM (SELECT count(*) AS c FROM '${dir}/people.parquet' AS q GROUP BY q.city) AS x)

SELECT p.city, count(*) FROM '${dir}/people.parquet' AS p GROUP BY p.city HAVING p.city IN (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.capital)

SELECT p.city, sum(p.balance) FROM '${dir}/people.parquet' AS p GROUP BY p.city HAVING sum(p.balance) > (SELECT max(c.city) * 1000 FROM '${dir}/cities.csv' AS c WHERE c.city <= p.city)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id > ALL (SELECT q.id FROM '${dir}/people.parquet' AS q WHERE q.city = 3)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < ANY (SELECT q.id FROM '${dir}/people.parquet' AS q WHERE q.city = 3 AND q.id < 40)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.city = ANY (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city > 5)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.city <> ALL (SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city > 5)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.balance >= ALL (SELECT q.balance FROM '${dir}/people.parquet' AS q WHERE q.city = p.city AND q.balance IS NOT NULL)

SELECT p.id, p.balance > ANY (SELECT q.balance FROM '${dir}/people.parquet' AS q WHERE q.id < 5) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id, p.balance > ALL (SELECT q.balance FROM '${dir}/people.parquet' AS q WHERE q.id < 5) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE (p.city, p.id) IN (SELECT q.city, q.id FROM '${dir}/people.parquet' AS q WHERE q.id < 50)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < 60 AND (p.city, p.id) NOT IN (SELECT q.city, q.id FROM '${dir}/people.parquet' AS q WHERE q.id > 30 AND q.id < 50)

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id IN (SELECT v.person FROM '${dir}/visits/*.parquet' AS v WHERE v.minutes IN (SELECT max(w.minutes) FROM '${dir}/visits/*.parquet' AS w))

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND v.minutes > (SELECT avg(w.minutes) FROM '${dir}/visits/*.parquet' AS w WHERE w.person = v.person))

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND EXISTS (SELECT 1 FROM '${dir}/cities.csv' AS c WHERE c.city = p.city AND v.minutes > c.city))

SELECT p.id, (SELECT max(v.minutes) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id AND v.minutes < (SELECT max(w.minutes) FROM '${dir}/visits/*.parquet' AS w WHERE w.person = p.id)) FROM '${dir}/people.parquet' AS p WHERE p.id < 100

SELECT p.id, (SELECT v.visit FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id ORDER BY v.visit LIMIT 1) FROM '${dir}/people.parquet' AS p WHERE p.id < 100 ORDER BY p.id

SELECT p.id, (SELECT v.visit FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id ORDER BY v.visit DESC LIMIT 1 OFFSET 1) FROM '${dir}/people.parquet' AS p WHERE p.id < 100 ORDER BY p.id

SELECT p.id, (SELECT v.visit FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id ORDER BY v.visit LIMIT 1 OFFSET 2) FROM '${dir}/people.parquet' AS p ORDER BY p.id

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id IN (SELECT v.person FROM '${dir}/visits/*.parquet' AS v WHERE v.person < 100 UNION SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city = p.city)

SELECT p.id, (SELECT count(*) FROM (SELECT v.visit FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id UNION ALL SELECT c.city FROM '${dir}/cities.csv' AS c WHERE c.city < p.city) AS u) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id, (SELECT count(DISTINCT v.minutes) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id, (SELECT c.title FROM '${dir}/cities.csv' AS c WHERE c.city = p.city) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id, (SELECT count(*) FROM '${dir}/visits/*.parquet' AS v LEFT JOIN '${dir}/cities.csv' AS c ON c.city = p.city AND c.city < v.minutes WHERE v.person = p.id) FROM '${dir}/people.parquet' AS p WHERE p.id < 60

SELECT p.id, (SELECT sum(c.city) FROM '${dir}/cities.csv' AS c LEFT JOIN '${dir}/visits/*.parquet' AS v ON v.person = p.id AND v.minutes > c.city WHERE c.city <= p.city) FROM '${dir}/people.parquet' AS p WHERE p.id < 40

SELECT p.id FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/cities.csv' AS c ON p.city = c.city AND c.city IN (SELECT number FROM numbers(0, 4)) WHERE c.city IS NULL

SELECT p.id, c.title FROM '${dir}/people.parquet' AS p LEFT JOIN '${dir}/cities.csv' AS c ON p.city = c.city AND EXISTS (SELECT 1 FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id) WHERE p.id < 60

SELECT p.id, c.title FROM '${dir}/people.parquet' AS p JOIN '${dir}/cities.csv' AS c ON p.city = c.city AND p.id > (SELECT avg(v.minutes) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id + c.city)

SELECT o.number, l.x FROM numbers(0, 4) AS o, LATERAL (SELECT n.number AS x FROM numbers(0, 4) AS n WHERE n.number < o.number) AS l

SELECT o.number, l.x FROM numbers(0, 4) AS o LEFT JOIN LATERAL (SELECT n.number AS x FROM numbers(0, 4) AS n WHERE n.number < o.number) AS l ON true

SELECT o.number, l.x FROM numbers(0, 4) AS o CROSS JOIN LATERAL (SELECT count(*) AS x FROM numbers(0, 4) AS n WHERE n.number < o.number) AS l

SELECT o.number, l.x FROM numbers(0, 6) AS o, LATERAL (SELECT n.number AS x FROM numbers(0, 6) AS n WHERE n.number < o.number ORDER BY n.number DESC LIMIT 2) AS l ORDER BY o.number, l.x

SELECT o.number, l.x FROM numbers(0, 4) AS o, LATERAL (SELECT o.number * 2 AS x) AS l

SELECT o.number, l.x, m.y FROM numbers(0, 4) AS o, LATERAL (SELECT o.number * 2 AS x) AS l, LATERAL (SELECT l.x + o.number AS y) AS m

SELECT p.id, l.visit FROM '${dir}/people.parquet' AS p, LATERAL (SELECT v.visit FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id ORDER BY v.visit LIMIT 1) AS l WHERE p.id < 30 ORDER BY p.id

WITH big AS (SELECT p.id, p.city FROM '${dir}/people.parquet' AS p WHERE p.balance > 100) SELECT b.city, count(*) FROM big AS b WHERE b.id IN (SELECT v.person FROM '${dir}/visits/*.parquet' AS v) GROUP BY b.city

SELECT count(*) FROM '${dir}/people.parquet' AS p WHERE p.id IN (SELECT v.person FROM '${dir}/visits/*.parquet' AS v) AND p.id NOT IN (SELECT v.person FROM '${dir}/visits/*.parquet' AS v WHERE v.minutes > 11) AND EXISTS (SELECT 1 FROM '${dir}/cities.csv' AS c WHERE c.city = p.city)

SELECT number FROM numbers(0, 5) EXCEPT SELECT number FROM numbers(0, 3) INTERSECT SELECT number FROM numbers(1, 9)

SELECT p.city FROM '${dir}/people.parquet' AS p INTERSECT SELECT c.city FROM '${dir}/cities.csv' AS c

SELECT p.city FROM '${dir}/people.parquet' AS p EXCEPT SELECT c.city FROM '${dir}/cities.csv' AS c

SELECT c.city FROM '${dir}/cities.csv' AS c EXCEPT SELECT p.city FROM '${dir}/people.parquet' AS p WHERE p.city < 4

SELECT p.city, p.active FROM '${dir}/people.parquet' AS p WHERE p.id < 50 INTERSECT SELECT p.city, p.active FROM '${dir}/people.parquet' AS p WHERE p.id > 900

SELECT p.city FROM '${dir}/people.parquet' AS p WHERE p.id < 100 UNION SELECT c.city FROM '${dir}/cities.csv' AS c UNION ALL SELECT 3

SELECT e.city FROM '${dir}/empty.parquet' AS e UNION SELECT p.city FROM '${dir}/people.parquet' AS p EXCEPT SELECT e.city FROM '${dir}/empty.parquet' AS e

SELECT o.number FROM numbers(0, 9) AS o WHERE o.number IN (SELECT n.number FROM numbers(0, 5) AS n INTERSECT SELECT m.number FROM numbers(0, 9) AS m WHERE m.number > o.number - 3)

SELECT o.number FROM numbers(0, 9) AS o WHERE EXISTS (SELECT n.number FROM numbers(0, 5) AS n EXCEPT SELECT m.number FROM numbers(0, 9) AS m WHERE m.number > o.number - 3)

SELECT o.number, (SELECT max(i.number) FROM numbers(0, 9) AS i WHERE i.number % 3 = o.number % 3 GROUP BY o.number) FROM numbers(0, 9) AS o

SELECT o.number, (SELECT i.number FROM (SELECT DISTINCT number % 4 AS number FROM numbers(0, 9)) AS i WHERE i.number = o.number) FROM numbers(0, 9) AS o

SELECT p.id, p.city = (SELECT max(c.city) FROM '${dir}/cities.csv' AS c) FROM '${dir}/people.parquet' AS p WHERE p.id < 40

SELECT sum((SELECT max(c.city) FROM '${dir}/cities.csv' AS c WHERE c.city <= p.city)) FROM '${dir}/people.parquet' AS p

SELECT (SELECT max(c.city) FROM '${dir}/cities.csv' AS c WHERE c.city <= p.city) AS m, count(*) FROM '${dir}/people.parquet' AS p GROUP BY 1

SELECT p.id FROM '${dir}/people.parquet' AS p WHERE p.id < 50 ORDER BY (SELECT count(*) FROM '${dir}/visits/*.parquet' AS v WHERE v.person = p.id), p.id

SELECT p.city FROM '${dir}/people.parquet' AS p INTERSECT ALL SELECT c.city FROM '${dir}/cities.csv' AS c

SELECT p.city FROM '${dir}/people.parquet' AS p EXCEPT ALL SELECT c.city FROM '${dir}/cities.csv' AS c

SELECT p.city, p.balance > 100 FROM '${dir}/people.parquet' AS p INTERSECT ALL SELECT q.city, q.balance > 0 FROM '${dir}/people.parquet' AS q

SELECT p.city, p.balance > 100 FROM '${dir}/people.parquet' AS p EXCEPT ALL SELECT q.city, q.balance > 0 FROM '${dir}/people.parquet' AS q

SELECT p.city FROM '${dir}/people.parquet' AS p INTERSECT ALL SELECT q.city FROM '${dir}/people.parquet' AS q WHERE q.id < 0

SELECT p.city FROM '${dir}/people.parquet' AS p EXCEPT ALL SELECT q.city FROM '${dir}/people.parquet' AS q WHERE q.id < 0

SELECT q.city FROM '${dir}/people.parquet' AS q WHERE q.id < 0 EXCEPT ALL SELECT p.city FROM '${dir}/people.parquet' AS p
