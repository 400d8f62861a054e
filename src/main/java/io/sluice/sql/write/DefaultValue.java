package io.sluice.sql.write;

import io.sluice.extension.write.ColumnDefinition;
import io.sluice.sql.type.SluiceTypeFactory;
import io.sluice.sql.type.SqlTypes;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** What a column holds where a statement gives it no value. */
final class DefaultValue {
  private DefaultValue() {}

  /** The column's DEFAULT, or NULL. */
  static SqlNode of(ColumnDefinition column) {
    return cast(
        column.defaultSql().map(StoredExpression::parse).orElseGet(DefaultValue::none), column);
  }

  private static SqlNode none() {
    return SqlLiteral.createNull(SqlParserPos.ZERO);
  }

  /** A value as the column takes it. */
  static SqlNode cast(SqlNode value, ColumnDefinition column) {
    return Syntax.cast(
        value,
        SqlTypeUtil.convertTypeToSpec(
                SqlTypes.toSql(new SluiceTypeFactory(), column.field().type(), true))
            .withNullable(null));
  }
}
