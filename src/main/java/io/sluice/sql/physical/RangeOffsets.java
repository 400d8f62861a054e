package io.sluice.sql.physical;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.sql.expression.Casts;
import io.sluice.sql.type.SqlTypes;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The bounds of a RANGE frame with offsets, as expressions over the input: the order key in a type that holds it with any offset added, and for each bound the value up to
 * which it reaches.
 */
record RangeOffsets(
    RexBuilder builder,
    RexNode plainKey,
    boolean isDescending,
    RexWindow window,
    @Nullable Position position) {
  private static final int BIGINT_SUM_DIGITS = 20;

  RexNode key() {
    return builder.makeCast(type(), plainKey);
  }

  /** The value of the key up to which a bound reaches. */
  RexNode value(RexWindowBound bound) {
    RexNode offset = offset(bound);
    boolean isSum = bound.isFollowing() != isDescending;
    if (isInterval(offset)) {
      SqlOperator shift =
          isSum ? SqlStdOperatorTable.DATETIME_PLUS : SqlStdOperatorTable.MINUS_DATE;
      return builder.makeCall(type(), shift, List.of(key(), offset));
    }
    SqlOperator shift = isSum ? SqlStdOperatorTable.PLUS : SqlStdOperatorTable.MINUS;
    RexNode value = builder.makeCall(shift, key(), builder.makeCast(notNull(), offset));
    return builder.makeCast(type(), value);
  }

  private RelDataType notNull() {
    return builder.getTypeFactory().createTypeWithNullability(type(), false);
  }

  private RexNode offset(RexWindowBound bound) {
    RexNode offset = bound.getOffset();
    if (!(offset instanceof RexLiteral constant) || constant.isNull()) {
      throw error(
          ErrorCode.NOT_SUPPORTED, "A frame offset that is not a constant is not supported");
    }
    BigDecimal value = constant.getValueAs(BigDecimal.class);
    if (value == null || value.signum() < 0) {
      throw error(ErrorCode.SEMANTIC_ERROR, "The offset of a frame must not be negative");
    }
    return offset;
  }

  private static boolean isInterval(RexNode node) {
    return SqlTypeName.INTERVAL_TYPES.contains(node.getType().getSqlTypeName());
  }

  /** The type of the key and of the bounds: wide enough for both, or a TIMESTAMP. */
  private RelDataType type() {
    RexNode[] offsets = Stream.of(window.getLowerBound(), window.getUpperBound())
        .filter(bound -> bound.getOffset() != null)
        .map(this::offset)
        .toArray(RexNode[]::new);
    DataType type = SqlTypes.toEngine(plainKey.getType());
    if (Stream.of(offsets).anyMatch(RangeOffsets::isInterval)) {
      return sqlType(
          plainKey.getType().getSqlTypeName() == SqlTypeName.DATE ? DataType.TIMESTAMP : type);
    }
    if (!type.isNumeric()) {
      throw error(
          ErrorCode.TYPE_MISMATCH,
          "A RANGE frame with an offset needs an order key that is a number, a date or a timestamp, but got "
              + type);
    }
    DataType offsetType = Stream.of(offsets)
        .map(offset -> SqlTypes.toEngine(offset.getType()))
        .reduce(Casts::comparable)
        .orElse(type);
    return sqlType(wider(type, offsetType));
  }

  private static DataType wider(DataType key, DataType offset) {
    if (key.isWholeNumber() && offset.isWholeNumber()) {
      return key.kind() == TypeKind.BIGINT
          ? DataType.decimal(BIGINT_SUM_DIGITS, 0)
          : DataType.BIGINT;
    }
    boolean isExact = (key.isWholeNumber() || key instanceof DecimalType)
        && (offset.isWholeNumber() || offset instanceof DecimalType);
    if (!isExact) {
      return DataType.DOUBLE;
    }
    DecimalType left = Casts.decimal(key);
    DecimalType right = Casts.decimal(offset);
    int scale = Math.max(left.scale(), right.scale());
    int whole = Math.max(left.precision() - left.scale(), right.precision() - right.scale()) + 1;
    return DataType.decimal(Math.min(DecimalType.MAX_PRECISION, whole + scale), scale);
  }

  private RelDataType sqlType(DataType type) {
    return SqlTypes.toSql(builder.getTypeFactory(), type, plainKey.getType().isNullable());
  }

  private SluiceException error(ErrorCode code, String message) {
    return new SluiceException(code, message, position, null);
  }
}
