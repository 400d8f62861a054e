package io.sluice.flight;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.coordinator.Session;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import java.util.List;
import org.apache.arrow.flight.impl.Flight;

/** Sets what Flight's session options name: the engine's options, and two that make the current schema. Calls may block. */
record SessionOptionValues(Session session, Catalogs catalogs) {
  static final String CATALOG = "catalog";
  static final String SCHEMA = "schema";

  static boolean isPath(String name) {
    return name.equals(CATALOG) || name.equals(SCHEMA);
  }

  /**
   * Sets one option; a value of no type resets it.
   *
   * @throws SluiceException for an unknown name or a value it does not take
   */
  void set(String name, Flight.SessionOptionValue value) {
    if (name.equals(CATALOG)) {
      use(List.of(text(name, value)));
    } else if (name.equals(SCHEMA)) {
      List<String> path = session.names().path();
      use(path.isEmpty() ? List.of(text(name, value)) : List.of(path.get(0), text(name, value)));
    } else if (value.getOptionValueCase()
        == Flight.SessionOptionValue.OptionValueCase.OPTIONVALUE_NOT_SET) {
      session.reset(name);
    } else {
      session.set(name, text(name, value));
    }
  }

  private void use(List<String> name) {
    List<String> path = name.size() == 1
        ? catalogs.schemaPath(List.of(name.get(0), SessionNames.DEFAULT_SCHEMA), session.names())
        : catalogs.schemaPath(name, session.names());
    session.use(path);
  }

  private static String text(String name, Flight.SessionOptionValue value) {
    return switch (value.getOptionValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT64_VALUE -> Long.toString(value.getInt64Value());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case STRING_LIST_VALUE -> String.join(",", value.getStringListValue().getValuesList());
      case OPTIONVALUE_NOT_SET ->
        throw new SluiceException(ErrorCode.INVALID_OPTION, "Option '" + name + "' needs a value");
    };
  }
}
