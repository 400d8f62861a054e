package io.sluice.operator.aggregate;

import io.sluice.extension.AggregateFunction;
import io.sluice.operator.aggregate.function.BuiltinFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The aggregate functions of a node by their names: the engine's own and those of extensions. Immutable. */
public final class AggregateFunctions {
  /** The engine's own. */
  public static final AggregateFunctions BUILTIN = new AggregateFunctions(List.of());

  private final Map<String, AggregateFunction> byName = new TreeMap<>();

  /**
   * The engine's own functions and some more.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public AggregateFunctions(List<AggregateFunction> more) {
    List<AggregateFunction> all = new ArrayList<>(List.of(BasicAggregate.values()));
    all.addAll(BuiltinFunctions.ALL);
    all.addAll(more);
    for (AggregateFunction function : all) {
      add(function.name(), function);
      function.aliases().forEach(alias -> add(alias, function));
    }
  }

  private void add(String name, AggregateFunction function) {
    if (byName.putIfAbsent(name.toLowerCase(Locale.ROOT), function) != null) {
      throw new IllegalArgumentException("Aggregate function '" + name + "' is there twice");
    }
  }

  /** The function of a name, compared without case. */
  public Optional<AggregateFunction> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Names and aliases of all functions, in lower case. */
  public Collection<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** All functions, each once. */
  public List<AggregateFunction> all() {
    return List.copyOf(new LinkedHashSet<>(byName.values()));
  }
}
