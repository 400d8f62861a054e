package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.catalog.WriteTarget;
import io.sluice.config.ConfigValues;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.SchemaProvider;
import io.sluice.extension.write.ViewDefinition;
import io.sluice.extension.write.WritableCatalog;
import io.sluice.extension.write.WritableSchema;
import io.sluice.sql.DefinitionStatement;
import io.sluice.sql.ObjectName;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SqlPlanner;
import io.sluice.type.Schema;
import java.util.List;
import java.util.Optional;

/** Creates and drops schemas, tables and views. Calls may block. Thread-safe. */
final class DefinitionRunner {
  private final SqlPlanner planner;
  private final Catalogs catalogs;
  private final StoredTables stored;
  private final IndexDefinitions indexes;
  private final ExternalTableDefinitions externalTables;
  private final MacroDefinitions macros;

  DefinitionRunner(SqlPlanner planner, StoredTables stored) {
    this.planner = planner;
    this.catalogs = planner.catalogs();
    this.stored = stored;
    this.indexes = new IndexDefinitions(catalogs);
    this.externalTables = new ExternalTableDefinitions(planner);
    this.macros = new MacroDefinitions(catalogs);
  }

  void run(DefinitionStatement statement, SessionContext session) {
    SessionNames names = session.names();
    ConfigValues settings = session.settings();
    if (statement instanceof DefinitionStatement.CreateView create) {
      createView(create, session);
    } else if (statement instanceof DefinitionStatement.DropView drop) {
      dropView(drop, names);
    } else if (statement instanceof DefinitionStatement.CreateExternalTable create) {
      externalTables.create(create, session);
    } else if (statement instanceof DefinitionStatement.CreateSchema create) {
      createSchema(create, names);
    } else if (statement instanceof DefinitionStatement.DropSchema drop) {
      dropSchema(drop, names);
    } else if (statement instanceof DefinitionStatement.DropTable drop) {
      dropTable(drop, names);
    } else if (statement instanceof DefinitionStatement.DropIndex drop) {
      indexes.drop(drop, names, settings);
    } else if (statement instanceof DefinitionStatement.CreateMacro create) {
      macros.create(create, names);
    } else if (statement instanceof DefinitionStatement.DropMacro drop) {
      macros.drop(drop, names);
    } else if (statement instanceof DefinitionStatement.Truncate truncate) {
      truncate(truncate, names, settings);
    } else {
      throw new IllegalStateException("unknown statement " + statement);
    }
  }

  private void createSchema(DefinitionStatement.CreateSchema create, SessionNames names) {
    WritableCatalog catalog = catalog(create.name(), names);
    if (!catalog.createSchema(last(create.name())) && !create.ifNotExists()) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS, "Schema '" + create.name() + "' exists already");
    }
  }

  private void dropSchema(DefinitionStatement.DropSchema drop, SessionNames names) {
    WritableCatalog catalog = catalog(drop.name(), names);
    String name = last(drop.name());
    if (name.equalsIgnoreCase(SessionNames.DEFAULT_SCHEMA)) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "Schema '" + drop.name() + "' cannot be dropped");
    }
    Optional<SchemaProvider> schema = catalog.schema(name);
    if (schema.isEmpty()) {
      if (drop.ifExists()) {
        return;
      }
      throw new SluiceException(
          ErrorCode.TABLE_NOT_FOUND, "Schema '" + drop.name() + "' not found");
    }
    boolean isEmpty = schema.get().tableNames().isEmpty()
        && ((WritableSchema) schema.get()).viewNames().isEmpty()
        && ((WritableSchema) schema.get()).macroNames().isEmpty();
    if (!isEmpty && !drop.isCascade()) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR,
          "Schema '" + drop.name() + "' is not empty; DROP SCHEMA ... CASCADE drops what is in it");
    }
    catalog.dropSchema(name);
    stored.account(catalog);
  }

  private WritableCatalog catalog(ObjectName schema, SessionNames names) {
    List<String> parts = schema.parts();
    if (parts.size() > 2) {
      throw new SluiceException(ErrorCode.SEMANTIC_ERROR, "A schema's name is catalog.schema");
    }
    List<String> path = parts.size() == 2 ? parts : names.path();
    if (path.isEmpty()) {
      throw new SluiceException(
          ErrorCode.NOT_SUPPORTED, "No catalog takes schemas; name it: catalog." + schema);
    }
    return catalogs
        .catalog(path.get(0), names)
        .map(catalog -> {
          if (catalog instanceof WritableCatalog writable) {
            return writable;
          }
          throw new SluiceException(
              ErrorCode.NOT_SUPPORTED, "Catalog '" + catalog.name() + "' does not take writes");
        })
        .orElseThrow(() -> new SluiceException(
            ErrorCode.TABLE_NOT_FOUND, "Catalog '" + path.get(0) + "' not found"));
  }

  private static String last(ObjectName name) {
    return name.parts().get(name.parts().size() - 1);
  }

  private void dropTable(DefinitionStatement.DropTable drop, SessionNames names) {
    WriteTarget target = target(drop.name(), drop.ifExists(), names).orElse(null);
    if (target == null) {
      return;
    }
    if (target.schema().view(target.name()).isPresent()) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR, "'" + drop.name() + "' is a view; write DROP VIEW");
    }
    if (!target.schema().drop(target.name())) {
      if (drop.ifExists()) {
        return;
      }
      catalogs.table(drop.name().parts(), names);
    }
    stored.account(target.catalog(), names);
  }

  private void createView(DefinitionStatement.CreateView create, SessionContext session) {
    WriteTarget target = catalogs.writeTarget(create.name().parts(), session.names());
    boolean isTemporary = target.catalog().equals(SessionNames.TEMPORARY);
    if (target.schema().table(target.name()).isPresent()) {
      throw new SluiceException(ErrorCode.ALREADY_EXISTS, "Table '" + target + "' exists already");
    }
    if (target.schema().view(target.name()).isPresent()
        && create.existing() != DefinitionStatement.Existing.REPLACE) {
      if (create.existing() == DefinitionStatement.Existing.KEEP) {
        return;
      }
      throw new SluiceException(ErrorCode.ALREADY_EXISTS, "View '" + target + "' exists already");
    }
    SessionNames names =
        isTemporary ? session.names() : new SessionNames(session.names().path(), Optional.empty());
    Schema schema = planner.viewColumns(create, session.withNames(names));
    target.schema().create(new ViewDefinition(target.name(), schema, create.sql(), names.path()));
  }

  private void dropView(DefinitionStatement.DropView drop, SessionNames names) {
    WriteTarget target = target(drop.name(), drop.ifExists(), names).orElse(null);
    if (target == null || target.schema().dropView(target.name())) {
      return;
    }
    if (target.schema().table(target.name()).isPresent()) {
      throw new SluiceException(
          ErrorCode.SEMANTIC_ERROR, "'" + drop.name() + "' is a table; write DROP TABLE");
    }
    if (!drop.ifExists()) {
      throw new SluiceException(ErrorCode.TABLE_NOT_FOUND, "View '" + drop.name() + "' not found");
    }
  }

  /** Where a name may be; with IF EXISTS a schema that is not there is no error. */
  private Optional<WriteTarget> target(ObjectName name, boolean ifExists, SessionNames names) {
    try {
      return Optional.of(catalogs.existingTarget(name.parts(), names));
    } catch (SluiceException e) {
      if (ifExists && e.code() == ErrorCode.TABLE_NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void truncate(
      DefinitionStatement.Truncate truncate, SessionNames names, ConfigValues settings) {
    WriteTarget target = catalogs.existingTarget(truncate.name().parts(), names);
    if (target.schema().table(target.name()).isEmpty()) {
      catalogs.table(truncate.name().parts(), names);
    }
    target.schema().replaceRows(target.name(), List.of(), settings);
    stored.account(target.catalog(), names);
  }
}
