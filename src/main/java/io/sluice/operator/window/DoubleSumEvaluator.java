package io.sluice.operator.window;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import java.util.Arrays;

/**
 * Sums of DOUBLE. A frame that only grows adds its new rows to its sum. Any other is put together from a tree over the partition, each node with the sum of the rows
 * below it, in logarithmic time: taking values off a sum again would leave rounding errors, infinities and NaN behind.
 */
final class DoubleSumEvaluator extends SumEvaluator {
  private double[] numbers = new double[0];
  private double[] tree = new double[0];
  private int from;
  private int size;
  private double growingSum;
  private int growingEnd;

  DoubleSumEvaluator(WindowCall call, FrameRows frames) {
    super(call, frames);
  }

  @Override
  void prepare(FlatVector values, int first, int to) {
    from = first;
    size = to - first;
    numbers = ((DoubleVector) values).values();
    growingSum = 0;
    growingEnd = 0;
    if (!call.frame().isGrowing()) {
      buildTree();
    }
  }

  private void buildTree() {
    if (tree.length < 2 * size) {
      tree = new double[2 * size];
    }
    Arrays.fill(tree, 0, 2 * size, 0);
    for (int i = 0; i < size; i++) {
      tree[size + i] = isCounted(i) ? numbers[from + i] : 0;
    }
    for (int i = size - 1; i > 0; i--) {
      tree[i] = tree[2 * i] + tree[2 * i + 1];
    }
  }

  @Override
  void writeResult(RowRanges frame, long count, int row) {
    double sum = call.frame().isGrowing() ? grow(frame.end(0) - from) : query(frame);
    ((DoubleVector) results).values()[row] =
        call.function() == WindowFunction.SUM ? sum : sum / count;
  }

  private double grow(int end) {
    for (; growingEnd < end; growingEnd++) {
      if (isCounted(growingEnd)) {
        growingSum += numbers[from + growingEnd];
      }
    }
    return growingSum;
  }

  private double query(RowRanges frame) {
    double sum = 0;
    for (int i = 0; i < frame.count(); i++) {
      int left = frame.start(i) - from + size;
      int right = frame.end(i) - from + size;
      while (left < right) {
        if ((left & 1) == 1) {
          sum += tree[left++];
        }
        if ((right & 1) == 1) {
          sum += tree[--right];
        }
        left >>= 1;
        right >>= 1;
      }
    }
    return sum;
  }
}
