-- Queries whose operators keep more rows than a few megabytes hold. The tables have NULLs, values that repeat, and texts.
SELECT id, k, s FROM many ORDER BY s, k, id;

SELECT id, k + 1 AS k1 FROM many ORDER BY k % 97, id DESC;

SELECT k, count(*), sum(id), min(s), max(s), avg(id) FROM many GROUP BY k;

SELECT s, k % 1000 AS m, count(id), sum(k), stddev_pop(id) FROM many GROUP BY s, m;

SELECT DISTINCT s, k FROM many;

SELECT a.id, b.id FROM many a JOIN many b ON a.id = b.k + 1 WHERE b.id < 20000;

SELECT a.id, b.s FROM many a LEFT JOIN many b ON a.id = b.k;

SELECT a.id, b.id, b.s FROM many a FULL JOIN many b ON a.k = b.id AND a.id > b.id - 3000;

SELECT id FROM many a WHERE EXISTS (SELECT 1 FROM many b WHERE b.k = a.id);

SELECT id FROM many a WHERE NOT EXISTS (SELECT 1 FROM many b WHERE b.k = a.id AND b.s <> a.s);

SELECT id, s FROM many WHERE k IN (SELECT id FROM many WHERE s LIKE '%7%');

SELECT id, k FROM many EXCEPT SELECT k, id FROM many;

SELECT g.k, count(*), sum(g.n) FROM (SELECT k, s, count(*) AS n FROM many GROUP BY k, s) g JOIN many m ON m.id = g.k GROUP BY g.k;

SELECT id, sum(id) OVER (PARTITION BY k ORDER BY id) AS running FROM many;
