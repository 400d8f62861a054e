package io.sluice.example.numbers;

import io.sluice.config.ConfigExtension;
import io.sluice.config.ConfigOption;
import java.util.List;

/** The settings of {@code numbers}. */
public final class NumbersConfig implements ConfigExtension {
  public static final ConfigOption<Long> NUMBERS_PER_TASK = ConfigOption.ofLong(
      "numbers.numbers_per_task",
      10,
      1,
      Long.MAX_VALUE,
      "numbers",
      "Numbers that one task of a distributed query is meant to produce.");

  @Override
  public String prefix() {
    return "numbers";
  }

  @Override
  public List<ConfigOption<?>> options() {
    return List.of(NUMBERS_PER_TASK);
  }
}
