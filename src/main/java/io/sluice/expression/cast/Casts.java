package io.sluice.expression.cast;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;
import io.sluice.type.DecimalType;
import io.sluice.type.TypeKind;

/** The kernel of each conversion between two different types. */
public final class Casts {
  private Casts() {}

  /**
   * @throws SluiceException {@link ErrorCode#TYPE_MISMATCH} when no value of the one type is a value of the other
   */
  public static ScalarKernel create(DataType from, DataType to) {
    if (to.kind() == TypeKind.VARCHAR) {
      return new TextFormatCast();
    }
    if (from.kind() == TypeKind.VARCHAR) {
      return TextParseCast.to(to);
    }
    boolean isPossible = switch (from.kind()) {
      case DATE -> to.kind() == TypeKind.TIMESTAMP;
      case TIMESTAMP -> to.kind() == TypeKind.DATE;
      default -> to.isNumeric() || to.kind() == TypeKind.BOOLEAN;
    };
    if (!isPossible) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH, "CAST from " + from + " to " + to + " is not possible");
    }
    return switch (from.kind()) {
      case DATE -> new DateToTimestampCast();
      case TIMESTAMP -> new TimestampToDateCast();
      case DOUBLE -> new DoubleCast(to);
      case DECIMAL -> new DecimalCast((DecimalType) from, to);
      default -> new WholeNumberCast(to);
    };
  }
}
