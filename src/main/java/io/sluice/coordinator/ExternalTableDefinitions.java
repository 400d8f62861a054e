package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.WriteTarget;
import io.sluice.catalog.stored.FileTable;
import io.sluice.catalog.stored.StoredSchema;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.sql.DefinitionStatement;
import io.sluice.sql.ExternalColumns;
import io.sluice.sql.FileOptions;
import io.sluice.sql.SessionContext;
import io.sluice.sql.SqlPlanner;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives files that are there a name in the catalog. Calls block. Thread-safe. */
final class ExternalTableDefinitions {
  private final SqlPlanner planner;
  private final Catalogs catalogs;

  ExternalTableDefinitions(SqlPlanner planner) {
    this.planner = planner;
    this.catalogs = planner.catalogs();
  }

  void create(DefinitionStatement.CreateExternalTable create, SessionContext session) {
    WriteTarget target = catalogs.storedTarget(create.name().parts(), session.names());
    StoredSchema schema = (StoredSchema) target.schema();
    if (schema.view(target.name()).isPresent()) {
      throw new SluiceException(ErrorCode.ALREADY_EXISTS, "View '" + target + "' exists already");
    }
    Optional<FileTable> known = schema.files(target.name());
    if (known.isPresent()) {
      if (create.existing() == DefinitionStatement.Existing.KEEP) {
        return;
      }
      if (create.existing() == DefinitionStatement.Existing.REFUSE) {
        throw new SluiceException(
            ErrorCode.ALREADY_EXISTS, "Table '" + target + "' exists already");
      }
    }
    String format = catalogs.fileFormat(create.format(), create.location());
    String location = catalogs.fileTarget(create.location()).toString();
    Map<String, String> options = options(create.options());
    ExternalColumns given = planner.columns(create, session);
    Schema found = given.columns().isEmpty()
        ? catalogs.columnsOfFiles(location, format, options)
        : Schema.EMPTY;
    schema.create(new FileTable(
        new TableDefinition(target.name(), columns(given, found), List.of()),
        location,
        format,
        partitionNames(given),
        options,
        false,
        0));
  }

  private static Map<String, String> options(FileOptions given) {
    Map<String, String> options = new HashMap<>();
    for (String name : given.values().keySet()) {
      options.put(name, given.value(name).orElseThrow());
    }
    return options;
  }

  private static List<String> partitionNames(ExternalColumns given) {
    List<String> names = new ArrayList<>(given.partitionNames());
    given.partitionColumns().forEach(column -> names.add(column.field().name()));
    return names;
  }

  /** Those of the files, then the partition columns. */
  private static List<ColumnDefinition> columns(ExternalColumns given, Schema found) {
    List<ColumnDefinition> all = new ArrayList<>(given.columns());
    for (Field field : found.fields()) {
      all.add(new ColumnDefinition(field.withNullable(true), Optional.empty()));
    }
    all.addAll(given.partitionColumns());
    List<ColumnDefinition> ordered = new ArrayList<>(all);
    for (String name : given.partitionNames()) {
      ColumnDefinition column = all.stream()
          .filter(known -> known.field().name().equalsIgnoreCase(name))
          .findFirst()
          .orElseThrow(() -> new SluiceException(
              ErrorCode.COLUMN_NOT_FOUND,
              "PARTITIONED BY names '" + name
                  + "', which is no column and in no directory's name; give it a type: PARTITIONED BY ("
                  + name + " VARCHAR)"));
      ordered.remove(column);
      ordered.add(column);
    }
    return ordered;
  }
}
