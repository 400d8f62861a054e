package io.sluice.extension;

import io.sluice.type.Literal;
import java.util.List;

/** A function in FROM, for instance {@code numbers(0, 10)}. */
public interface TableFunction {
  /** The name in SQL; compared without case. */
  String name();

  /** The names of its parameters, in order, by which a call may give them: {@code f(a, count => 3)}. Empty when it takes them by place only. */
  default List<String> parameterNames() {
    return List.of();
  }

  /**
   * The table for constant arguments. Called by the coordinator while it plans, possibly more than once for one query.
   *
   * @param arguments values of constant expressions and parameters, as many as were written; what stands before one that was given by name and was not given is NULL
   * @throws io.sluice.error.SluiceException of code INVALID_ARGUMENT when number, types or values do not fit; the planner adds the position
   */
  TableProvider bind(List<Literal> arguments);

  /** Whether an alias without columns names the only column, too, as in {@code FROM range(3) AS i}. */
  default boolean isColumnNamedByAlias() {
    return false;
  }
}
