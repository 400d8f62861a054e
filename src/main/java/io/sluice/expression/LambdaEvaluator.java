package io.sluice.expression;

import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes a lambda over the elements of ARRAYs. The elements of many rows are the rows of one batch for the body; a reduction computes the first elements of all rows,
 * then the second ones, and so on. Owned by one driver.
 */
final class LambdaEvaluator implements ExpressionEvaluator {
  private static final int BATCH_ROWS = 4096;

  private final LambdaFunction function;
  private final ExpressionEvaluator[] arguments;
  private final ExpressionEvaluator body;
  private final Schema bodySchema;
  private final FlatVector[] bodyColumns;
  private final OwnedVector result;
  private int bodyRows;

  LambdaEvaluator(LambdaExpression expression) {
    function = expression.function();
    arguments = expression.arguments().stream()
        .map(PhysicalExpression::newEvaluator)
        .toArray(ExpressionEvaluator[]::new);
    body = expression.body().newEvaluator();
    bodySchema = expression.bodySchema();
    bodyColumns = bodySchema.fields().stream()
        .map((Field field) -> FlatVector.create(field.type(), BATCH_ROWS))
        .toArray(FlatVector[]::new);
    result = new OwnedVector(expression.type());
  }

  @Override
  public Vector evaluate(RecordBatch batch, int @Nullable [] rows, int count) {
    Vector[] inputs = new Vector[arguments.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = arguments[i].evaluate(batch, rows, count);
    }
    int[] selected = rows == null ? allRows(count) : rows;
    @Nullable
    Object[] values = function == LambdaFunction.TRANSFORM || function == LambdaFunction.FILTER
        ? lists(inputs, selected, count)
        : reduced(inputs, selected, count);
    FlatVector output = result.begin(batch.length());
    output.setLength(0);
    for (int i = 0; i < count; i++) {
      while (output.length() < selected[i]) {
        output.appendNull();
      }
      output.appendValue(values[i]);
    }
    while (output.length() < batch.length()) {
      output.appendNull();
    }
    return output;
  }

  private static int[] allRows(int count) {
    int[] rows = new int[count];
    Arrays.setAll(rows, row -> row);
    return rows;
  }

  private @Nullable Object[] lists(Vector[] inputs, int[] rows, int count) {
    List<@Nullable Object> computed = new ArrayList<>();
    @Nullable List<?>[] lists = new List<?>[count];
    beginBody();
    for (int i = 0; i < count; i++) {
      List<?> list = (List<?>) inputs[0].value(rows[i]);
      lists[i] = list;
      for (int place = 0; list != null && place < list.size(); place++) {
        appendToBody(inputs, rows[i], place, list.get(place));
        if (bodyRows == BATCH_ROWS) {
          computeBody(computed);
        }
      }
    }
    computeBody(computed);
    @Nullable Object[] values = new @Nullable Object[count];
    int next = 0;
    for (int i = 0; i < count; i++) {
      List<?> list = lists[i];
      if (list != null) {
        List<@Nullable Object> own = computed.subList(next, next + list.size());
        next += list.size();
        values[i] = function == LambdaFunction.FILTER ? whereTrue(list, own) : new ArrayList<>(own);
      }
    }
    return values;
  }

  private static List<@Nullable Object> whereTrue(List<?> list, List<@Nullable Object> conditions) {
    List<@Nullable Object> kept = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      if (Boolean.TRUE.equals(conditions.get(i))) {
        kept.add(list.get(i));
      }
    }
    return kept;
  }

  private @Nullable Object[] reduced(Vector[] inputs, int[] rows, int count) {
    boolean hasBeginning = function == LambdaFunction.REDUCE_FROM;
    @Nullable Object[] values = new @Nullable Object[count];
    @Nullable List<?>[] lists = new List<?>[count];
    for (int i = 0; i < count; i++) {
      List<?> list = (List<?>) inputs[0].value(rows[i]);
      lists[i] = list;
      if (list != null && list.isEmpty() && !hasBeginning) {
        throw new SluiceException(
            ErrorCode.INVALID_ARGUMENT,
            "list_reduce of an empty list has no value; give it one to begin with");
      }
      values[i] = list == null ? null : hasBeginning ? inputs[1].value(rows[i]) : list.get(0);
    }
    int place = hasBeginning ? 0 : 1;
    while (reduceStep(inputs, rows, lists, values, place)) {
      place++;
    }
    return values;
  }

  /** Takes the element of one place into the values of all rows that have it, and tells whether there is any. */
  private boolean reduceStep(
      Vector[] inputs,
      int[] rows,
      @Nullable List<?>[] lists,
      @Nullable Object[] values,
      int place) {
    beginBody();
    List<Integer> taken = new ArrayList<>();
    for (int i = 0; i < lists.length; i++) {
      List<?> list = lists[i];
      if (list != null && place < list.size()) {
        appendToBody(inputs, rows[i], place, values[i], list.get(place));
        taken.add(i);
      }
    }
    List<@Nullable Object> computed = new ArrayList<>();
    computeBody(computed);
    for (int i = 0; i < taken.size(); i++) {
      values[taken.get(i)] = computed.get(i);
    }
    return !taken.isEmpty();
  }

  private void beginBody() {
    for (FlatVector column : bodyColumns) {
      column.reset();
    }
    bodyRows = 0;
  }

  private void appendToBody(Vector[] inputs, int row, int place, @Nullable Object... parameters) {
    int column = 0;
    for (Object parameter : parameters) {
      bodyColumns[column++].appendValue(parameter);
    }
    bodyColumns[column++].appendValue(place + 1L);
    for (int i = function.argumentCount(); i < inputs.length; i++) {
      bodyColumns[column++].appendValue(inputs[i].value(row));
    }
    bodyRows++;
  }

  private void computeBody(List<@Nullable Object> computed) {
    if (bodyRows > 0) {
      RecordBatch batch = RecordBatch.of(bodySchema, bodyRows, bodyColumns);
      Vector values = body.evaluate(batch, null, bodyRows);
      for (int i = 0; i < bodyRows; i++) {
        computed.add(values.value(i));
      }
    }
    beginBody();
  }

  @Override
  public int select(RecordBatch batch, int @Nullable [] rows, int count, int[] output) {
    return TrueRows.select(evaluate(batch, rows, count), rows, count, output);
  }

  @Override
  public void detach() {
    result.detach();
  }
}
