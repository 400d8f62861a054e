package io.sluice.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.RecordBatch;
import io.sluice.column.Vector;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dictionaries that evaluators make keep the promise of {@link DictionaryVector}: nobody writes them again. */
class ComputedDictionaryTest {
  private static final PhysicalExpression TEXT =
      new ColumnExpression("text", 0, DataType.VARCHAR, false);

  private static RecordBatch batch(String... texts) {
    FlatVector values = FlatVector.create(DataType.VARCHAR, texts.length);
    int[] codes = new int[texts.length];
    for (int i = 0; i < texts.length; i++) {
      values.appendValue(texts[i]);
      codes[i] = i;
    }
    return RecordBatch.of(
        Schema.of(new Field("text", DataType.VARCHAR, false)),
        texts.length,
        new DictionaryVector(values, codes, null, texts.length));
  }

  @Test
  void hashesOfComputedTextsFollowTheDictionary() {
    PhysicalExpression upper =
        new FunctionExpression(BuiltinFunction.UPPER, List.of(TEXT), DataType.VARCHAR);
    ExpressionEvaluator evaluator = upper.newEvaluator();
    RowHasher hasher = new RowHasher(1);
    long[] first = new long[2];
    long[] second = new long[2];
    hasher.hash(new Vector[] {evaluator.evaluate(batch("a", "b"), null, 2)}, null, 2, first);
    hasher.hash(new Vector[] {evaluator.evaluate(batch("b", "a"), null, 2)}, null, 2, second);
    assertThat(second).containsExactly(first[1], first[0]);
  }
}
