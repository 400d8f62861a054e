SELECT city, count(DISTINCT id % 5) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, count(DISTINCT active), sum(balance), count(*) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, count(DISTINCT active), sum(DISTINCT id % 7), avg(DISTINCT balance), min(DISTINCT name), count(*) FROM '${dir}/people.parquet' GROUP BY city

SELECT count(DISTINCT city), count(DISTINCT active), sum(DISTINCT balance), count(*), count(DISTINCT joined) FILTER (WHERE id > 300) FROM '${dir}/people.parquet'

SELECT count(DISTINCT city) FROM '${dir}/people.parquet'

SELECT count(DISTINCT city) FILTER (WHERE active), count(DISTINCT city) FILTER (WHERE id > 990), count(DISTINCT city) FROM '${dir}/people.parquet'

SELECT count(DISTINCT city), sum(DISTINCT city), avg(DISTINCT city) FROM '${dir}/empty.parquet'

SELECT count(DISTINCT balance), sum(id) FROM '${dir}/empty.parquet' GROUP BY city

SELECT active, count(DISTINCT city) FILTER (WHERE city > 100), count(*) FROM '${dir}/people.parquet' GROUP BY active

SELECT city, active, count(DISTINCT id % 11), sum(DISTINCT id % 4), count(*) FROM '${dir}/people.parquet' GROUP BY CUBE(city, active)

SELECT city, count(DISTINCT active) FROM '${dir}/empty.parquet' GROUP BY ROLLUP(city)

SELECT city, count(DISTINCT active), count(DISTINCT name) FROM '${dir}/empty.parquet' GROUP BY ROLLUP(city)

SELECT count(DISTINCT name) FROM '${dir}/people.parquet' WHERE city IS NULL

SELECT city, stddev(balance), stddev_pop(balance), variance(id), var_pop(id) FROM '${dir}/people.parquet' GROUP BY city

SELECT stddev_samp(minutes), var_samp(minutes), skewness(minutes), kurtosis(minutes), kurtosis_pop(minutes), sem(minutes) FROM '${dir}/visits/*.parquet'

SELECT person % 100, stddev_samp(minutes), 1 + skewness(minutes), kurtosis(minutes) FROM '${dir}/visits/*.parquet' GROUP BY person % 100

SELECT id, stddev_samp(id), stddev_pop(id), var_samp(id), skewness(id), kurtosis(id) FROM '${dir}/people.parquet' WHERE id < 3 GROUP BY id

SELECT stddev_samp(id), var_pop(id), skewness(id), median(id), mode(id), product(id), bool_and(active), any_value(name), regr_count(id, id), corr(id, id) FROM '${dir}/empty.parquet'

SELECT city, corr(id, balance), covar_pop(id, balance), covar_samp(id, balance) FROM '${dir}/people.parquet' GROUP BY city

SELECT regr_slope(id, balance), regr_intercept(id, balance), regr_r2(id, balance), regr_count(id, balance), regr_avgx(id, balance), regr_avgy(id, balance), regr_sxx(id, balance), regr_syy(id, balance), regr_sxy(id, balance) FROM '${dir}/people.parquet'

SELECT city, bool_and(active), bool_or(active), count_if(active), count_if(id > 500) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, bit_and(id), bit_or(id), bit_xor(id), bit_xor(city) FROM '${dir}/people.parquet' GROUP BY city

SELECT bit_and(visit), bit_or(visit), bit_xor(visit) FROM '${dir}/visits/*.parquet' WHERE visit > 2900

SELECT city, product(1 + id % 3), geometric_mean(1 + id % 3) FROM '${dir}/people.parquet' WHERE id < 100 GROUP BY city

SELECT city, min(active), max(active), min(joined), max(joined), min(name), max(name) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, arg_min(name, id), arg_max(name, id), arg_min(id, name), arg_max(joined, id) FROM '${dir}/people.parquet' GROUP BY city

SELECT arg_max(person, seen), arg_min(minutes, visit), arg_max(seen, visit) FROM '${dir}/visits/*.parquet'

SELECT arg_max(balance, id), arg_min(balance, id), arg_max_null(balance, id), arg_min_null(balance, id) FROM '${dir}/people.parquet'

SELECT city, any_value(city), first(city), last(city) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, median(id), median(CAST(balance AS DOUBLE)), quantile_cont(id, 0.25), quantile_disc(id, 0.3), quantile_disc(name, 0.5) FROM '${dir}/people.parquet' GROUP BY city

SELECT median(minutes), quantile_cont(minutes, 0.9), quantile_disc(minutes, 0.999), quantile_disc(seen, 0.1), quantile_cont(minutes, 0), quantile_cont(minutes, 1) FROM '${dir}/visits/*.parquet'

SELECT city, percentile_cont(0.3) WITHIN GROUP (ORDER BY id), percentile_cont(0.3) WITHIN GROUP (ORDER BY id DESC), percentile_disc(0.5) WITHIN GROUP (ORDER BY name) FROM '${dir}/people.parquet' GROUP BY city ORDER BY city

SELECT city, count(*), median(id), count(DISTINCT active), sum(balance) FROM '${dir}/people.parquet' GROUP BY ROLLUP(city)

SELECT city, median(id), string_agg(name, ',' ORDER BY id) FROM '${dir}/empty.parquet' GROUP BY ROLLUP(city) ORDER BY city

SELECT joined, mode(city) FROM '${dir}/people.parquet' WHERE city = 3 GROUP BY joined

SELECT mode(minutes), entropy(city) FROM (SELECT 2.5E0 AS minutes, 1 AS city FROM '${dir}/people.parquet' WHERE id < 10 UNION ALL SELECT 3.5E0, 2 FROM '${dir}/people.parquet' WHERE id < 5) AS t

SELECT city, string_agg(name, ', ' ORDER BY id) FROM '${dir}/people.parquet' WHERE id < 60 GROUP BY city ORDER BY city

SELECT city, string_agg(name, '' ORDER BY name DESC), string_agg(name ORDER BY id) FROM '${dir}/people.parquet' WHERE id < 60 GROUP BY city ORDER BY city

SELECT string_agg(DISTINCT 'c' || city, '|' ORDER BY 'c' || city), string_agg(name, '-' ORDER BY id) FILTER (WHERE id < 5) FROM '${dir}/people.parquet'

SELECT city, string_agg(name, ',') FROM '${dir}/people.parquet' WHERE id < 9 AND city IS NOT NULL GROUP BY city

SELECT city, sum(balance) FILTER (WHERE active), stddev(balance) FILTER (WHERE active), median(CAST(balance AS DOUBLE)) FILTER (WHERE active), bool_or(active) FILTER (WHERE id < 0) FROM '${dir}/people.parquet' GROUP BY city

SELECT median(DISTINCT id % 10), stddev(DISTINCT id % 10), sum(DISTINCT id % 10) FROM '${dir}/people.parquet'

SELECT * FROM (SELECT city, median(id) AS m FROM '${dir}/people.parquet' GROUP BY city) AS t WHERE m > 500

SELECT city, median(id) FROM '${dir}/people.parquet' GROUP BY city HAVING median(id) > 499 AND stddev(id) > 1

SELECT a.city, max(b.title), count(DISTINCT a.id), median(CAST(a.balance AS DOUBLE)) FROM '${dir}/people.parquet' AS a JOIN '${dir}/cities.csv' AS b ON a.city = b.city GROUP BY a.city

SELECT median(n) FROM (SELECT person, count(*) AS n FROM '${dir}/visits/*.parquet' GROUP BY person) AS t

SELECT DISTINCT stddev_pop(1.5E0) FROM '${dir}/people.parquet' GROUP BY city

SELECT var_pop(x), var_samp(x) FROM (SELECT 100000000.0E0 + id % 3 AS x FROM '${dir}/people.parquet') AS t

SELECT city, coalesce(count_if(balance > 100) FILTER (WHERE active), 0), count_if(active) + regr_count(id, balance) FROM '${dir}/people.parquet' GROUP BY city

SELECT id, (SELECT coalesce(count_if(b.active), 0) FROM '${dir}/people.parquet' AS b WHERE b.city = a.id) FROM '${dir}/people.parquet' AS a WHERE a.id BETWEEN 5 AND 12

SELECT sum(DISTINCT minutes), avg(DISTINCT minutes), count(DISTINCT minutes) FROM '${dir}/visits/*.parquet'

SELECT person % 7, count(DISTINCT seen), count(DISTINCT minutes), count(DISTINCT visit % 10) FROM '${dir}/visits/*.parquet' GROUP BY person % 7

SELECT city, mad(CAST(balance AS DOUBLE)), mean(id) FROM '${dir}/people.parquet' GROUP BY city

SELECT city, string_agg(id, ',' ORDER BY id), group_concat(active ORDER BY id) FROM '${dir}/people.parquet' WHERE id < 80 GROUP BY city ORDER BY city

SELECT count(DISTINCT id), count(DISTINCT name), max(DISTINCT id) FROM (SELECT * FROM '${dir}/people.parquet' UNION ALL SELECT * FROM '${dir}/people.parquet') AS t

SELECT city, (SELECT max(id) FROM '${dir}/people.parquet') - median(id) FROM '${dir}/people.parquet' GROUP BY city

SELECT city FROM '${dir}/people.parquet' GROUP BY city HAVING count(DISTINCT active) > 1 AND count(DISTINCT id) > 10

SELECT joined, sum(city), count(DISTINCT city) FILTER (WHERE active), string_agg(DISTINCT name, ',' ORDER BY name) FROM '${dir}/people.parquet' GROUP BY joined ORDER BY joined
