package io.sluice.sql.type;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCollation;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions that mean what the engine computes. Constant texts are in the order of their code points, so that what the optimiser concludes of two of them holds for rows;
 * a BOOLEAN is cast to a number by the engine, which tells where 1 does not fit, and an interval of months stays one as an interval of another type.
 * The cast of a constant keeps its place in the statement, which the optimiser forgets. Used by one thread.
 */
public final class SluiceRexBuilder extends RexBuilder {
  /** Where constants that are cast stand, by identity. */
  private final IdentityHashMap<RexNode, SqlParserPos> placesOfCasts = new IdentityHashMap<>();

  public SluiceRexBuilder(RelDataTypeFactory types) {
    super(types);
  }

  @Override
  @SuppressWarnings("rawtypes")
  protected RexLiteral makeLiteral(
      @Nullable Comparable value, RelDataType type, SqlTypeName typeName) {
    Charset charset = type.getCharset();
    return value instanceof NlsString text && charset != null
        ? super.makeLiteral(
            new Text(text.getValue(), charset.name(), type.getCollation()), type, typeName)
        : super.makeLiteral(value, type, typeName);
  }

  @Override
  public RexNode makeCast(
      SqlParserPos position,
      RelDataType type,
      RexNode value,
      boolean matchNullability,
      boolean safe,
      RexLiteral format) {
    SqlParserPos place = place(position, value);
    return isOwnCast(value.getType(), type)
        ? makeAbstractCast(place, type, value, safe, format)
        : super.makeCast(place, type, value, matchNullability, safe, format);
  }

  private SqlParserPos place(SqlParserPos position, RexNode value) {
    if (!(value instanceof RexLiteral)) {
      return position;
    }
    if (!position.equals(SqlParserPos.ZERO)) {
      placesOfCasts.put(value, position);
    }
    return placesOfCasts.getOrDefault(value, position);
  }

  private static boolean isOwnCast(RelDataType from, RelDataType to) {
    return from.getSqlTypeName() == SqlTypeName.BOOLEAN && SqlTypeUtil.isExactNumeric(to)
        || SqlTypeUtil.isInterval(from)
            && SqlTypeUtil.isInterval(to)
            && isMonths(from) != isMonths(to);
  }

  private static boolean isMonths(RelDataType interval) {
    return SqlTypeName.YEAR_INTERVAL_TYPES.contains(interval.getSqlTypeName());
  }

  /** A text that is equal to others of the same characters and comes before those with a greater code point at the first difference. */
  private static final class Text extends NlsString {
    private final int[] codePoints;

    Text(String value, String charsetName, @Nullable SqlCollation collation) {
      super(value, charsetName, collation);
      codePoints = value.codePoints().toArray();
    }

    @Override
    public int compareTo(NlsString other) {
      return Arrays.compare(
          codePoints,
          other instanceof Text text
              ? text.codePoints
              : other.getValue().codePoints().toArray());
    }
  }
}
