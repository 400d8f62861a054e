package io.sluice.source.eventbus;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.type.Interval;
import io.sluice.type.Literal;
import io.sluice.type.TypeKind;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** {@code event_bus(address [, messages [, duration]])}: the messages that come to an address while the query runs, until so many have come or the time is over. */
final class EventBusFunction implements TableFunction {
  private static final String SIGNATURE = "event_bus(address [, messages [, duration]])";

  @Override
  public String name() {
    return "event_bus";
  }

  @Override
  public List<String> parameterNames() {
    return List.of("address", "messages", "duration");
  }

  @Override
  public TableProvider bind(List<Literal> arguments) {
    if (arguments.isEmpty() || arguments.size() > parameterNames().size()) {
      throw refused("takes one to three arguments, but got " + arguments.size());
    }
    Object address = arguments.get(0).value();
    if (!(address instanceof String text) || text.isEmpty()) {
      throw refused("needs an address that is a text and not empty");
    }
    return new EventBusTable(
        text,
        arguments.size() < 2 ? OptionalLong.empty() : messages(arguments.get(1)),
        arguments.size() < 3 ? OptionalLong.empty() : millis(arguments.get(2)));
  }

  private static OptionalLong messages(Literal argument) {
    if (argument.isNull()) {
      return OptionalLong.empty();
    }
    boolean isWhole =
        argument.type().kind() == TypeKind.INTEGER || argument.type().kind() == TypeKind.BIGINT;
    if (!isWhole || !(argument.value() instanceof Number count) || count.longValue() < 0) {
      throw refused("needs a whole number of messages from 0 on, but got " + argument);
    }
    return OptionalLong.of(count.longValue());
  }

  private static OptionalLong millis(Literal argument) {
    if (argument.isNull()) {
      return OptionalLong.empty();
    }
    if (!(argument.value() instanceof Interval interval) || interval.months() != 0) {
      throw refused(
          "needs a duration such as INTERVAL '10' SECOND, without months, but got " + argument);
    }
    long millis =
        TimeUnit.DAYS.toMillis(interval.days()) + TimeUnit.MICROSECONDS.toMillis(interval.micros());
    if (millis < 1) {
      throw refused("needs a duration from one millisecond on, but got " + argument);
    }
    return OptionalLong.of(millis);
  }

  private static SluiceException refused(String what) {
    return new SluiceException(ErrorCode.INVALID_ARGUMENT, SIGNATURE + " " + what);
  }
}
