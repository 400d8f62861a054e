package io.sluice.function;

import io.sluice.extension.ScalarFunction;
import io.sluice.function.json.JsonFunctions;
import io.sluice.function.nested.ListFunctions;
import io.sluice.function.nested.MapFunctions;
import io.sluice.function.number.NumberFunctions;
import io.sluice.function.number.OperatorFunctions;
import io.sluice.function.number.SpecialNumbers;
import io.sluice.function.series.SeriesFunctions;
import io.sluice.function.text.BinaryFunctions;
import io.sluice.function.text.FormatFunctions;
import io.sluice.function.text.PathFunctions;
import io.sluice.function.text.PatternFunctions;
import io.sluice.function.text.SimilarityFunctions;
import io.sluice.function.text.SplitFunctions;
import io.sluice.function.text.TextFunctions;
import io.sluice.function.text.UrlFunctions;
import io.sluice.function.time.EpochFunctions;
import io.sluice.function.time.IntervalFunctions;
import io.sluice.function.time.TextFormatFunctions;
import io.sluice.function.time.TimeFunctions;
import io.sluice.function.time.ZoneFunctions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The scalar functions of a node by their names: the engine's own and those of extensions. Immutable. */
public final class ScalarFunctions {
  /** The engine's own. */
  public static final ScalarFunctions BUILTIN = new ScalarFunctions(List.of());

  private final Map<String, ScalarFunction> byName = new TreeMap<>();

  /**
   * The engine's own functions and some more.
   *
   * @throws IllegalArgumentException when two have one name
   */
  public ScalarFunctions(List<ScalarFunction> more) {
    List<ScalarFunction> all = new ArrayList<>();
    all.addAll(TextFunctions.all());
    all.addAll(PatternFunctions.all());
    all.addAll(NumberFunctions.all());
    all.addAll(TimeFunctions.all());
    all.addAll(ZoneFunctions.all());
    all.addAll(UrlFunctions.all());
    all.addAll(SpecialNumbers.all());
    all.addAll(TextFormatFunctions.all());
    all.addAll(IntervalFunctions.all());
    all.addAll(SplitFunctions.all());
    all.addAll(BinaryFunctions.all());
    all.addAll(SimilarityFunctions.all());
    all.addAll(FormatFunctions.all());
    all.addAll(PathFunctions.all());
    all.addAll(OperatorFunctions.all());
    all.addAll(EpochFunctions.all());
    all.addAll(ListFunctions.all());
    all.addAll(MapFunctions.all());
    all.addAll(JsonFunctions.all());
    all.addAll(ConditionalFunctions.all());
    all.addAll(SeriesFunctions.all());
    all.addAll(more);
    for (ScalarFunction function : all) {
      add(function.name(), function);
      function.aliases().forEach(alias -> add(alias, function));
    }
  }

  private void add(String name, ScalarFunction function) {
    if (byName.putIfAbsent(name.toLowerCase(Locale.ROOT), function) != null) {
      throw new IllegalArgumentException("Function '" + name + "' is there twice");
    }
  }

  /** The function of a name, compared without case. */
  public Optional<ScalarFunction> find(String name) {
    return Optional.ofNullable(byName.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Names and aliases of all functions, in lower case. */
  public Collection<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  /** All functions, each once. */
  public List<ScalarFunction> all() {
    return List.copyOf(new LinkedHashSet<>(byName.values()));
  }
}
