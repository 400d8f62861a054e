-- The tables of bench tpch in a Hive catalog of Trino whose file system has its root at /, with statistics.
CREATE SCHEMA IF NOT EXISTS tpch;

DROP TABLE IF EXISTS customer;
CREATE TABLE customer (
  c_custkey BIGINT, c_name VARCHAR, c_address VARCHAR, c_nationkey BIGINT, c_phone VARCHAR,
  c_acctbal DECIMAL(15, 2), c_mktsegment VARCHAR, c_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/customer');
ANALYZE customer;

DROP TABLE IF EXISTS lineitem;
CREATE TABLE lineitem (
  l_orderkey BIGINT, l_partkey BIGINT, l_suppkey BIGINT, l_linenumber INTEGER, l_quantity DECIMAL(15, 2),
  l_extendedprice DECIMAL(15, 2), l_discount DECIMAL(15, 2), l_tax DECIMAL(15, 2), l_returnflag VARCHAR,
  l_linestatus VARCHAR, l_shipdate DATE, l_commitdate DATE, l_receiptdate DATE, l_shipinstruct VARCHAR,
  l_shipmode VARCHAR, l_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/lineitem');
ANALYZE lineitem;

DROP TABLE IF EXISTS nation;
CREATE TABLE nation (
  n_nationkey BIGINT, n_name VARCHAR, n_regionkey BIGINT, n_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/nation');
ANALYZE nation;

DROP TABLE IF EXISTS orders;
CREATE TABLE orders (
  o_orderkey BIGINT, o_custkey BIGINT, o_orderstatus VARCHAR, o_totalprice DECIMAL(15, 2), o_orderdate DATE,
  o_orderpriority VARCHAR, o_clerk VARCHAR, o_shippriority INTEGER, o_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/orders');
ANALYZE orders;

DROP TABLE IF EXISTS part;
CREATE TABLE part (
  p_partkey BIGINT, p_name VARCHAR, p_mfgr VARCHAR, p_brand VARCHAR, p_type VARCHAR, p_size INTEGER,
  p_container VARCHAR, p_retailprice DECIMAL(15, 2), p_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/part');
ANALYZE part;

DROP TABLE IF EXISTS partsupp;
CREATE TABLE partsupp (
  ps_partkey BIGINT, ps_suppkey BIGINT, ps_availqty INTEGER, ps_supplycost DECIMAL(15, 2), ps_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/partsupp');
ANALYZE partsupp;

DROP TABLE IF EXISTS region;
CREATE TABLE region (
  r_regionkey BIGINT, r_name VARCHAR, r_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/region');
ANALYZE region;

DROP TABLE IF EXISTS supplier;
CREATE TABLE supplier (
  s_suppkey BIGINT, s_name VARCHAR, s_address VARCHAR, s_nationkey BIGINT, s_phone VARCHAR,
  s_acctbal DECIMAL(15, 2), s_comment VARCHAR)
WITH (format = 'PARQUET', external_location = 'local://${data}/supplier');
ANALYZE supplier;
