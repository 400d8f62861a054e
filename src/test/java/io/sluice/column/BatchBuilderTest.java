package io.sluice.column;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchBuilderTest {
  private static final Schema SCHEMA = Schema.of(new Field("n", DataType.BIGINT, false));

  private final BatchBuilder builder = new BatchBuilder(SCHEMA, 2);

  @Test
  void aBatchThatNobodyRetainsGivesItsVectorsToTheNext() {
    Vector first = batch(1).column(0);
    assertThat(batch(2).column(0)).isSameAs(first);
  }

  @Test
  void retainedBatchesKeepTheirRows() {
    List<RecordBatch> batches = new ArrayList<>();
    for (long value = 0; value < 5; value++) {
      batches.add(batch(value).retain());
    }
    for (int i = 0; i < batches.size(); i++) {
      assertThat(batches.get(i).rows()).containsExactly(List.of((long) i));
    }
  }

  @Test
  void aReleasedBatchGivesItsVectorsToALaterOneOnce() {
    RecordBatch first = batch(1).retain();
    RecordBatch second = batch(2).retain();
    first.release();
    RecordBatch third = batch(3).retain();
    RecordBatch fourth = batch(4).retain();
    assertThat(third.column(0)).isSameAs(first.column(0));
    assertThat(fourth.column(0)).isNotIn(second.column(0), third.column(0));
  }

  @Test
  void aBatchThatAnotherOneIsMadeOfIsInUseAsLongAsThatOne() {
    RecordBatch first = batch(1);
    RecordBatch selected = first.withSelection(new int[] {0}, 1).retain();
    assertThat(batch(2).column(0)).isNotSameAs(first.column(0));
    assertThat(selected.rows()).containsExactly(List.of(1L));
  }

  @Test
  void noMoreBatchesThanAskedForAreRemembered() {
    List<RecordBatch> batches = new ArrayList<>();
    for (long value = 0; value < 4; value++) {
      batches.add(batch(value).retain());
    }
    batch(4); // the fourth is forgotten as the first two are remembered
    batches.forEach(RecordBatch::release);
    RecordBatch last = batch(5).retain();
    assertThat(last.column(0)).isNotIn(batches.get(2).column(0), batches.get(3).column(0));
  }

  private RecordBatch batch(long value) {
    builder.begin(1);
    LongVector numbers = (LongVector) builder.column(0);
    numbers.values()[0] = value;
    numbers.setLength(1);
    return builder.finish(1);
  }
}
