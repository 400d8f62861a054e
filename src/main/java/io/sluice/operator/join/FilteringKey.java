package io.sluice.operator.join;

/**
 * A key of a join whose values on the build side make a runtime filter.
 *
 * @param filter the number that the plan gives the filter
 * @param key the key's index
 */
public record FilteringKey(int filter, int key) {
  @Override
  public String toString() {
    return "#" + filter + " of key " + key;
  }
}
