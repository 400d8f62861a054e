-- The tables of bench tpch as views of a session of Spark.
CREATE OR REPLACE TEMPORARY VIEW customer USING parquet OPTIONS (path '${data}/customer');
CREATE OR REPLACE TEMPORARY VIEW lineitem USING parquet OPTIONS (path '${data}/lineitem');
CREATE OR REPLACE TEMPORARY VIEW nation USING parquet OPTIONS (path '${data}/nation');
CREATE OR REPLACE TEMPORARY VIEW orders USING parquet OPTIONS (path '${data}/orders');
CREATE OR REPLACE TEMPORARY VIEW part USING parquet OPTIONS (path '${data}/part');
CREATE OR REPLACE TEMPORARY VIEW partsupp USING parquet OPTIONS (path '${data}/partsupp');
CREATE OR REPLACE TEMPORARY VIEW region USING parquet OPTIONS (path '${data}/region');
CREATE OR REPLACE TEMPORARY VIEW supplier USING parquet OPTIONS (path '${data}/supplier');
