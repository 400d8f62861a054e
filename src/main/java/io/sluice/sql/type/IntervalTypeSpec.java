package io.sluice.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Litmus;

/** INTERVAL without a unit. */
public final class IntervalTypeSpec extends SqlTypeNameSpec {
  public IntervalTypeSpec(SqlParserPos position) {
    super(new SqlIdentifier("INTERVAL", position), position);
  }

  @Override
  public RelDataType deriveType(SqlValidator validator) {
    return SluiceTypeFactory.interval(validator.getTypeFactory());
  }

  @Override
  public void unparse(SqlWriter writer, int leftPrec, int rightPrec) {
    writer.keyword("INTERVAL");
  }

  @Override
  public boolean equalsDeep(SqlTypeNameSpec other, Litmus litmus) {
    return other instanceof IntervalTypeSpec ? litmus.succeed() : litmus.fail("another type");
  }
}
