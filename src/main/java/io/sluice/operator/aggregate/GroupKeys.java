package io.sluice.operator.aggregate;

import io.sluice.column.ConstantVector;
import io.sluice.column.DictionaryVector;
import io.sluice.column.FlatVector;
import io.sluice.column.Vector;
import io.sluice.memory.MemoryReservation;
import io.sluice.operator.key.KeyEncoder;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.PhysicalType;
import io.sluice.type.TypeKind;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The groups seen so far: gives each row of a batch its group number, and writes the key columns of groups.
 *
 * <ul>
 *   <li>A single 64-bit integer key is a word as it is; its NULL is a group that is not looked up.
 *   <li>Where all keys of a batch come from small dictionaries or are constants, each combination is looked up once and the rows go by an array
 *       over the combinations.
 * </ul>
 *
 * <p>Owned by one driver.
 */
final class GroupKeys {
  private static final int MIN_ROWS_PER_COMBINATION = 4;
  private static final int UNKNOWN = -1;

  private final KeyEncoder encoder;
  private final GroupTable table;
  private final boolean hasNullGroup;
  private int nullGroup = UNKNOWN;
  private int[] combinations = new int[0];
  private int[] combinationGroups = new int[0];
  private int[] selectedRows = new int[0];

  GroupKeys(List<Field> keys, MemoryReservation reservation) {
    DataType first = keys.get(0).type();
    hasNullGroup = keys.size() == 1
        && first.physicalType() == PhysicalType.INT64
        && first.kind() != TypeKind.DECIMAL;
    // Where a column is said to have no NULL, an operator may still make one.
    encoder = KeyEncoder.packed(
        keys.stream().map(key -> key.withNullable(!hasNullGroup)).toList(), reservation);
    table = GroupTable.create(encoder.wordsPerKey(), reservation);
  }

  int groupCount() {
    return table.size();
  }

  /** Whether so many more groups can be made without growing. */
  boolean hasRoom(int groupCount) {
    return table.hasRoom(groupCount);
  }

  /**
   * Finds or makes the group of each row.
   *
   * @param rows the rows that count, null for the first {@code count}
   * @param groups takes the group number at each of these rows
   */
  void assign(Vector[] keys, int @Nullable [] rows, int count, int[] groups) {
    int combinationCount = combinationCount(keys, count);
    if (combinationCount > 0) {
      assignByCombination(keys, rows, count, combinationCount, groups);
    } else {
      assignByKey(keys, rows, count, groups);
    }
  }

  private void assignByKey(Vector[] keys, int @Nullable [] rows, int count, int[] groups) {
    table.ensureRoom();
    if (hasNullGroup && keys[0].mayHaveNulls()) {
      int valueCount = splitNulls(keys[0], rows, count, groups);
      table.assign(
          encoder.encode(keys, selectedRows, valueCount), selectedRows, valueCount, groups);
    } else {
      table.assign(encoder.encode(keys, rows, count), rows, count, groups);
    }
  }

  /** Gives NULL rows their group, selects the others and answers how many those are. */
  private int splitNulls(Vector key, int @Nullable [] rows, int count, int[] groups) {
    ensureSelectedRows(count);
    int valueCount = 0;
    for (int i = 0; i < count; i++) {
      int row = rows == null ? i : rows[i];
      if (key.isNull(row)) {
        if (nullGroup == UNKNOWN) {
          nullGroup = table.addUnlisted();
          table.ensureRoom();
        }
        groups[row] = nullGroup;
      } else {
        selectedRows[valueCount++] = row;
      }
    }
    return valueCount;
  }

  /** How many combinations of codes, and NULL, the key columns can form; 0 when they are too many to be worth an array. */
  private static int combinationCount(Vector[] keys, int count) {
    long combinations = 1;
    for (Vector key : keys) {
      if (key instanceof FlatVector) {
        return 0;
      }
      combinations *= key instanceof ConstantVector ? 1 : key.flat().length() + 1L;
      if (combinations * MIN_ROWS_PER_COMBINATION > count) {
        return 0;
      }
    }
    return (int) combinations;
  }

  private void assignByCombination(
      Vector[] keys, int @Nullable [] rows, int count, int combinationCount, int[] groups) {
    if (combinations.length < count) {
      combinations = new int[count];
    }
    if (combinationGroups.length < combinationCount) {
      combinationGroups = new int[combinationCount];
    }
    ensureSelectedRows(combinationCount);
    combine(keys, rows, count);
    // The first row of each combination stands for it.
    Arrays.fill(combinationGroups, 0, combinationCount, UNKNOWN);
    int firstCount = 0;
    for (int i = 0; i < count; i++) {
      int combination = combinations[i];
      if (combinationGroups[combination] == UNKNOWN) {
        combinationGroups[combination] = i;
        selectedRows[firstCount++] = rows == null ? i : rows[i];
      }
    }
    int[] firstRows = Arrays.copyOf(selectedRows, firstCount);
    assignByKey(keys, firstRows, firstCount, groups);
    for (int combination = 0; combination < combinationCount; combination++) {
      int first = combinationGroups[combination];
      if (first != UNKNOWN) {
        combinationGroups[combination] = groups[rows == null ? first : rows[first]];
      }
    }
    for (int i = 0; i < count; i++) {
      groups[rows == null ? i : rows[i]] = combinationGroups[combinations[i]];
    }
  }

  private void combine(Vector[] keys, int @Nullable [] rows, int count) {
    Arrays.fill(combinations, 0, count, 0);
    for (Vector key : keys) {
      if (key instanceof DictionaryVector dictionary) {
        int[] codes = dictionary.codes();
        int nullCode = dictionary.dictionary().length();
        int factor = nullCode + 1;
        boolean mayHaveNulls = dictionary.mayHaveNulls();
        for (int i = 0; i < count; i++) {
          int row = rows == null ? i : rows[i];
          int code = mayHaveNulls && dictionary.isNull(row) ? nullCode : codes[row];
          combinations[i] = combinations[i] * factor + code;
        }
      }
    }
  }

  private void ensureSelectedRows(int count) {
    if (selectedRows.length < count) {
      selectedRows = new int[count];
    }
  }

  /** Appends one key column of consecutive groups to an output vector. */
  void write(int from, int count, int column, FlatVector target) {
    int start = target.length();
    encoder.decode(table.keys(), from, count, column, target);
    if (nullGroup >= from && nullGroup < from + count) {
      target.setNull(start + nullGroup - from);
    }
  }

  /** Forgets all groups. */
  void clear() {
    table.clear();
    encoder.clear();
    nullGroup = UNKNOWN;
  }
}
