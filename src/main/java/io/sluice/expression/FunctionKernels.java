package io.sluice.expression;

import io.sluice.expression.function.AddTimeKernel;
import io.sluice.expression.function.CaseMappingKernel;
import io.sluice.expression.function.CharLengthKernel;
import io.sluice.expression.function.ConcatKernel;
import io.sluice.expression.function.DaysBetweenKernel;
import io.sluice.expression.function.ExtractKernel;
import io.sluice.expression.function.IntervalKernel;
import io.sluice.expression.function.PositionKernel;
import io.sluice.expression.function.ReplaceKernel;
import io.sluice.expression.function.RoundKernel;
import io.sluice.expression.function.SignKernel;
import io.sluice.expression.function.SqrtKernel;
import io.sluice.expression.function.SubstringKernel;
import io.sluice.expression.function.TrimKernel;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.type.DataType;

/** The kernel of each built-in function. */
final class FunctionKernels {
  private FunctionKernels() {}

  static ScalarKernel create(FunctionExpression expression) {
    DataType first = expression.arguments().get(0).type();
    DataType type = expression.type();
    return switch (expression.function()) {
      case NEGATE -> SignKernel.negate();
      case ABS -> SignKernel.absolute();
      case FLOOR -> RoundKernel.floor(first, type);
      case CEIL -> RoundKernel.ceil(first, type);
      case ROUND -> RoundKernel.round(first, type);
      case SQRT -> new SqrtKernel();
      case LOWER -> CaseMappingKernel.lower();
      case UPPER -> CaseMappingKernel.upper();
      case TRIM -> new TrimKernel();
      case CHAR_LENGTH -> new CharLengthKernel();
      case SUBSTRING -> new SubstringKernel();
      case CONCAT -> new ConcatKernel();
      case POSITION -> new PositionKernel();
      case REPLACE -> new ReplaceKernel();
      case EXTRACT_YEAR -> new ExtractKernel(ExtractKernel.Part.YEAR);
      case EXTRACT_QUARTER -> new ExtractKernel(ExtractKernel.Part.QUARTER);
      case EXTRACT_MONTH -> new ExtractKernel(ExtractKernel.Part.MONTH);
      case EXTRACT_DAY -> new ExtractKernel(ExtractKernel.Part.DAY);
      case EXTRACT_DAY_OF_WEEK -> new ExtractKernel(ExtractKernel.Part.DAY_OF_WEEK);
      case EXTRACT_DAY_OF_YEAR -> new ExtractKernel(ExtractKernel.Part.DAY_OF_YEAR);
      case EXTRACT_HOUR -> new ExtractKernel(ExtractKernel.Part.HOUR);
      case EXTRACT_MINUTE -> new ExtractKernel(ExtractKernel.Part.MINUTE);
      case EXTRACT_SECOND -> new ExtractKernel(ExtractKernel.Part.SECOND);
      case ADD_MONTHS -> new AddTimeKernel(AddTimeKernel.Unit.MONTHS);
      case ADD_DAYS -> new AddTimeKernel(AddTimeKernel.Unit.DAYS);
      case ADD_MICROS -> new AddTimeKernel(AddTimeKernel.Unit.MICROS);
      case DAYS_BETWEEN -> new DaysBetweenKernel();
      case ADD_INTERVAL -> IntervalKernel.add(type);
      case INTERVAL_BETWEEN -> IntervalKernel.between(first);
      case INTERVAL_PLUS -> IntervalKernel.plus();
      case INTERVAL_NEGATE -> IntervalKernel.negate();
      case INTERVAL_TIMES -> IntervalKernel.multiply();
      case INTERVAL_DIVIDE -> IntervalKernel.divide();
      case INTERVAL_LENGTH -> IntervalKernel.length();
    };
  }
}
