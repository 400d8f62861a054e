-- Joins whose build side has some of a table's keys, over Parquet files. Keys may be NULL, repeat, and have no partner on either side.
SELECT f.id, d.name FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = 3;

SELECT count(*), sum(f.price), max(f.note) FROM facts f JOIN dims d ON f.dim = d.id WHERE d.name LIKE '%77%';

SELECT f.id, f.note FROM facts f WHERE f.dim IN (SELECT id FROM dims WHERE flag = 5);

SELECT f.id FROM facts f WHERE NOT EXISTS (SELECT 1 FROM dims d WHERE d.id = f.dim AND d.flag < 90);

SELECT f.id FROM facts f WHERE f.dim NOT IN (SELECT id FROM dims WHERE flag = 8);

SELECT d.id, f.id, f.note FROM dims d LEFT JOIN facts f ON f.dim = d.id AND f.id % 3 = 0 WHERE d.flag = 2;

SELECT f.id, d.name FROM facts f LEFT JOIN dims d ON f.dim = d.id AND d.flag = 1 WHERE f.id < 4000;

SELECT f.id, d.id FROM (SELECT * FROM facts WHERE id > 19500) f FULL JOIN (SELECT * FROM dims WHERE flag = 4) d ON f.dim = d.id;

SELECT d.name, f.total FROM dims d JOIN (SELECT dim, sum(price) AS total FROM facts GROUP BY dim) f ON f.dim = d.id WHERE d.flag = 7;

SELECT d.id, (SELECT avg(price) FROM facts f WHERE f.dim = d.id) AS mean FROM dims d WHERE d.flag = 7;

SELECT f.id, w.r FROM dims d JOIN (SELECT id, dim, row_number() OVER (PARTITION BY dim ORDER BY id) AS r FROM facts) w ON w.dim = d.id JOIN facts f ON f.id = w.id WHERE d.flag = 9 AND w.r < 5;

SELECT a.id, b.id FROM facts a JOIN facts b ON a.id = b.id + 1 AND a.dim = b.dim JOIN dims d ON d.id = a.dim WHERE d.flag < 20;

SELECT a.id, b.id FROM facts a JOIN facts b ON a.dim = b.dim JOIN dims d ON d.id = b.dim WHERE d.flag = 11 AND a.id % 50 = 0;

SELECT u.id FROM dims d JOIN (SELECT id, dim FROM facts WHERE id % 2 = 0 UNION ALL SELECT id, dim + 1 FROM facts WHERE id % 2 = 1) u ON u.dim = d.id WHERE d.flag = 6;

SELECT f.id FROM facts f JOIN dims d ON f.day = d.day WHERE d.flag = 3 AND d.id < 500;

SELECT f.id FROM facts f JOIN dims d ON f.price = d.price WHERE d.flag = 3;

SELECT f.id FROM facts f JOIN dims d ON f.dim IS NOT DISTINCT FROM d.parent WHERE d.flag = 3 AND d.id < 300;

SELECT d.id FROM dims d WHERE d.flag = 3 AND EXISTS (SELECT 1 FROM facts f WHERE f.dim = d.id AND f.price > d.price);

SELECT d.id, d.id IN (SELECT dim FROM facts WHERE price > 100) AS has FROM dims d WHERE d.flag = 3;

SELECT f.id FROM (SELECT * FROM facts ORDER BY id LIMIT 3000) f JOIN dims d ON f.dim = d.id WHERE d.flag = 3;

SELECT f.id FROM facts f JOIN dims d ON f.dim = d.id WHERE d.flag = -1;

SELECT x.id, y.id FROM facts x JOIN dims y ON x.dim = y.id JOIN dims z ON y.parent = z.id WHERE z.flag = 12 AND y.flag < 50;

WITH chosen AS (SELECT id FROM dims WHERE flag = 10) SELECT count(*) FROM facts a JOIN chosen c ON a.dim = c.id JOIN chosen e ON a.dim = e.id;
