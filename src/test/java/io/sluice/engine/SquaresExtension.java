package io.sluice.engine;

import io.sluice.column.DoubleVector;
import io.sluice.column.FlatVector;
import io.sluice.column.LongVector;
import io.sluice.column.Vector;
import io.sluice.extension.AggregateAccumulator;
import io.sluice.extension.AggregateFunction;
import io.sluice.extension.AggregateImplementation;
import io.sluice.extension.AggregateImplementation.Nulls;
import io.sluice.extension.Extension;
import io.sluice.extension.GroupedRows;
import io.sluice.type.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Brings {@code root_mean_square(number)}. */
public final class SquaresExtension implements Extension {
  @Override
  public String name() {
    return "squares";
  }

  @Override
  public List<AggregateFunction> aggregateFunctions() {
    return List.of(new RootMeanSquare());
  }

  private static final class RootMeanSquare implements AggregateFunction {
    @Override
    public String name() {
      return "root_mean_square";
    }

    @Override
    public List<String> signatures() {
      return List.of("root_mean_square(number)");
    }

    @Override
    public String description() {
      return "The square root of the average of all squares.";
    }

    @Override
    public Optional<AggregateImplementation> implementation(List<DataType> argumentTypes) {
      return argumentTypes.size() == 1 && argumentTypes.get(0).isNumeric()
          ? Optional.of(new AggregateImplementation(
              List.of(DataType.DOUBLE),
              DataType.DOUBLE,
              List.of(DataType.BIGINT, DataType.DOUBLE),
              Nulls.SKIPPED,
              memory -> new Squares()))
          : Optional.empty();
    }
  }

  private static final class Squares implements AggregateAccumulator {
    private long[] counts = new long[0];
    private double[] sums = new double[0];

    @Override
    public void ensureGroups(int groupCount) {
      if (groupCount > counts.length) {
        counts = Arrays.copyOf(counts, 2 * groupCount);
        sums = Arrays.copyOf(sums, 2 * groupCount);
      }
    }

    @Override
    public void update(GroupedRows rows, Vector[] arguments) {
      double[] values = ((DoubleVector) arguments[0].flat()).values();
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        double value = values[arguments[0].flatRow(row)];
        counts[rows.groupOfRow(row)]++;
        sums[rows.groupOfRow(row)] += value * value;
      }
    }

    @Override
    public void merge(GroupedRows rows, Vector[] states) {
      for (int i = 0; i < rows.count(); i++) {
        int row = rows.row(i);
        int group = rows.groupOfRow(row);
        counts[group] += ((LongVector) states[0].flat()).values()[states[0].flatRow(row)];
        sums[group] += ((DoubleVector) states[1].flat()).values()[states[1].flatRow(row)];
      }
    }

    @Override
    public void writeState(int column, int from, int count, FlatVector target) {
      for (int group = from; group < from + count; group++) {
        if (column == 0) {
          target.appendValue(counts[group]);
        } else {
          target.appendValue(sums[group]);
        }
      }
    }

    @Override
    public void write(int from, int count, FlatVector target) {
      for (int group = from; group < from + count; group++) {
        if (counts[group] == 0) {
          target.appendNull();
        } else {
          target.appendValue(Math.sqrt(sums[group] / counts[group]));
        }
      }
    }

    @Override
    public void clear(int groupCount) {
      Arrays.fill(counts, 0, groupCount, 0);
      Arrays.fill(sums, 0, groupCount, 0);
    }

    @Override
    public long retainedBytes() {
      return (long) Long.BYTES * counts.length + (long) Double.BYTES * sums.length;
    }
  }
}
