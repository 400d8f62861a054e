package io.sluice.sql.table;

import java.util.List;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.validate.SqlNameMatchers;

/** Looks names up behind each of several beginnings, the first that fits wins; without regard to case. */
final class SearchPathReader extends CalciteCatalogReader {
  SearchPathReader(
      CalciteSchema root,
      List<List<String>> searchPath,
      RelDataTypeFactory types,
      CalciteConnectionConfig config) {
    super(root, SqlNameMatchers.withCaseSensitive(false), searchPath, types, config);
  }
}
