package io.sluice.sql.type;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Makes the types of the engine only: every CHAR and VARCHAR is the one VARCHAR without a length, REAL and FLOAT are DOUBLE, a TIMESTAMP counts
 * microseconds.
 */
public final class SluiceTypeFactory extends SqlTypeFactoryImpl {
  public SluiceTypeFactory() {
    super(new SluiceTypeSystem());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName) {
    return switch (typeName) {
      case CHAR, VARCHAR -> varchar();
      case REAL, FLOAT -> super.createSqlType(SqlTypeName.DOUBLE);
      case TIMESTAMP -> timestamp();
      default -> super.createSqlType(typeName);
    };
  }

  @Override
  public RelDataType createSqlType(SqlTypeName typeName, int precision) {
    return switch (typeName) {
      case CHAR, VARCHAR -> varchar();
      case REAL, FLOAT -> super.createSqlType(SqlTypeName.DOUBLE);
      case TIMESTAMP -> timestamp();
      default -> super.createSqlType(typeName, precision);
    };
  }

  private RelDataType varchar() {
    return super.createSqlType(
        SqlTypeName.VARCHAR, typeSystem.getMaxPrecision(SqlTypeName.VARCHAR));
  }

  private RelDataType timestamp() {
    return super.createSqlType(SqlTypeName.TIMESTAMP, SluiceTypeSystem.TIMESTAMP_PRECISION);
  }
}
