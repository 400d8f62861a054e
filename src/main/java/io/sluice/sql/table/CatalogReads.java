package io.sluice.sql.table;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.config.ConfigValues;
import io.sluice.error.SluiceException;
import io.sluice.extension.CatalogProvider;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.TableFunction;
import io.sluice.extension.TableProvider;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableSchema;
import io.sluice.type.Literal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The catalogs as the planning of one statement asks them. Remembers the questions and the answers: while all answers are the same, the statement's plan is, too. What is not there is an
 * answer as well, as it may be made later and hide what was found instead.
 */
public final class CatalogReads {
  private static final Object NOTHING = "nothing";
  private static final Object SOMETHING = "something";

  private final Catalogs catalogs;
  private final Map<Question, Object> answers = new LinkedHashMap<>();
  private boolean isRepeatable = true;

  /** Something asked of the catalogs. */
  private sealed interface Question {
    /** The answer, by {@code equals}; empty when a later answer cannot be compared with it. */
    Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings);
  }

  /** Whose names are completed: those of the session, or of a view. */
  private record Scope(List<String> path, boolean seesTemporary) {
    static Scope of(SessionNames names) {
      return new Scope(names.path(), names.temporary().isPresent());
    }

    SessionNames in(SessionNames session) {
      return new SessionNames(path, seesTemporary ? session.temporary() : Optional.empty());
    }
  }

  private record CatalogNamed(String name, Scope scope) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return Optional.of(presence(catalogs.catalog(name, scope.in(names))));
    }
  }

  private record SchemaNamed(String catalog, String name, Scope scope) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return Optional.of(presence(find(catalogs, scope.in(names))));
    }

    Optional<SchemaProvider> find(Catalogs catalogs, SessionNames names) {
      return catalogs.catalog(catalog, names).flatMap(found -> catalogs.schema(found, name, names));
    }
  }

  private record TableNamed(SchemaNamed schema, String name) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return stateOf(
          schema.find(catalogs, schema.scope().in(names)).flatMap(found -> found.table(name)));
    }
  }

  private record ViewNamed(SchemaNamed schema, String name) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return Optional.of(stateOfDefinition(
          schema.find(catalogs, schema.scope().in(names)).flatMap(found -> viewOf(found, name))));
    }
  }

  private record FilesNamed(String path) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return catalogs.files(path, settings).version();
    }
  }

  private record FunctionCalled(String name, List<Literal> arguments) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return stateOf(catalogs.tableFunction(name).map(function -> function.bind(arguments)));
    }
  }

  private record MacroNamed(List<String> name, Scope scope) implements Question {
    @Override
    public Optional<Object> answer(Catalogs catalogs, SessionNames names, ConfigValues settings) {
      return Optional.of(stateOfDefinition(catalogs.findMacro(name, scope.in(names))));
    }
  }

  public CatalogReads(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  private static Object presence(Optional<?> found) {
    return found.isPresent() ? SOMETHING : NOTHING;
  }

  private static Optional<Object> stateOf(Optional<TableProvider> table) {
    return table.isPresent() ? table.get().version() : Optional.of(NOTHING);
  }

  private static Object stateOfDefinition(Optional<?> viewOrMacro) {
    return viewOrMacro.isPresent() ? viewOrMacro.get() : NOTHING;
  }

  private static Optional<ViewDefinition> viewOf(SchemaProvider schema, String name) {
    return schema instanceof WritableSchema writable ? writable.view(name) : Optional.empty();
  }

  /** For messages and for what no plan depends on. */
  public Catalogs catalogs() {
    return catalogs;
  }

  /** Whether all that was asked can be asked again and compared. */
  public boolean isRepeatable() {
    return isRepeatable;
  }

  /** Whether the same questions of a session of the same names and settings have the same answers now. May block. */
  public boolean isSame(SessionNames names, ConfigValues settings) {
    try {
      return isRepeatable
          && answers.entrySet().stream()
              .allMatch(read -> read.getKey()
                  .answer(catalogs, names, settings)
                  .filter(read.getValue()::equals)
                  .isPresent());
    } catch (SluiceException gone) {
      return false;
    }
  }

  private void remember(Question question, Optional<Object> answer) {
    if (answer.isEmpty()) {
      isRepeatable = false;
      return;
    }
    Object before = answers.putIfAbsent(question, answer.get());
    isRepeatable &= before == null || before.equals(answer.get());
  }

  Optional<CatalogProvider> catalog(String name, SessionNames names) {
    Optional<CatalogProvider> found = catalogs.catalog(name, names);
    remember(new CatalogNamed(name, Scope.of(names)), Optional.of(presence(found)));
    return found;
  }

  Optional<NamedSchema> schema(CatalogProvider catalog, String name, SessionNames names) {
    SchemaNamed question = new SchemaNamed(catalog.name(), name, Scope.of(names));
    Optional<SchemaProvider> found = catalogs.schema(catalog, name, names);
    remember(question, Optional.of(presence(found)));
    return found.map(schema -> new NamedSchema(question, schema));
  }

  /** A schema that was found, and its tables and views as they are asked for. */
  final class NamedSchema {
    private final SchemaNamed name;
    private final SchemaProvider schema;

    private NamedSchema(SchemaNamed name, SchemaProvider schema) {
      this.name = name;
      this.schema = schema;
    }

    /** Catalog and schema. */
    List<String> path() {
      return List.of(name.catalog(), name.name());
    }

    Optional<TableProvider> table(String table) {
      Optional<TableProvider> found = schema.table(table);
      remember(new TableNamed(name, table), stateOf(found));
      return found;
    }

    Optional<ViewDefinition> view(String view) {
      Optional<ViewDefinition> found = viewOf(schema, view);
      remember(new ViewNamed(name, view), Optional.of(stateOfDefinition(found)));
      return found;
    }
  }

  TableProvider files(String path, ConfigValues settings) {
    TableProvider found = catalogs.files(path, settings);
    remember(new FilesNamed(path), found.version());
    return found;
  }

  TableProvider bind(TableFunction function, List<Literal> arguments) {
    TableProvider table = function.bind(arguments);
    remember(new FunctionCalled(function.name(), List.copyOf(arguments)), table.version());
    return table;
  }

  /** A macro by the name a call gives it, or empty when there is none. */
  public Optional<MacroDefinition> macro(List<String> name, SessionNames names) {
    Optional<MacroDefinition> found = catalogs.findMacro(name, names);
    remember(
        new MacroNamed(List.copyOf(name), Scope.of(names)), Optional.of(stateOfDefinition(found)));
    return found;
  }
}
