package io.sluice.expression.cast;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;
import org.jspecify.annotations.Nullable;

/** The kernel of each conversion between two different types. */
public final class Casts {
  private Casts() {}

  /**
   * @throws SluiceException {@link ErrorCode#TYPE_MISMATCH} when no value of the one type is a value of the other
   */
  public static ScalarKernel create(DataType from, DataType to) {
    ScalarKernel kernel = kernel(from, to);
    if (kernel == null) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH, "CAST from " + from + " to " + to + " is not possible");
    }
    return kernel;
  }

  /** The ARRAY, MAP or ROW of a text, in which parts that are no values are NULL; null when the text has not the form of the type. */
  public static @Nullable Object nestedOrNull(DataType type, String text) {
    return new NestedText(true).parse(type, text);
  }

  private static @Nullable ScalarKernel kernel(DataType from, DataType to) {
    if (to.kind() == TypeKind.VARCHAR) {
      return new TextFormatCast();
    }
    ScalarKernel single = ValueCast.create(from, to);
    if (single != null) {
      return single;
    }
    if (from.isNested()) {
      return NestedCast.create(from, to);
    }
    if (from.kind() == TypeKind.VARCHAR) {
      return TextParseCast.to(to);
    }
    if (!to.isNumeric() && to.kind() != TypeKind.BOOLEAN) {
      return TemporalCast.create(from, to);
    }
    return switch (from.kind()) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT -> new WholeNumberCast(to);
      case REAL, DOUBLE -> new DoubleCast(from, to);
      case DECIMAL -> new DecimalCast((DecimalType) from, to);
      default -> null;
    };
  }
}
