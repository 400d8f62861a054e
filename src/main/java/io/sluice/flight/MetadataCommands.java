package io.sluice.flight;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.coordinator.Coordinator;
import io.sluice.flight.metadata.CatalogEntries;
import io.sluice.flight.metadata.KeyEntries;
import io.sluice.flight.metadata.MetadataSchemas;
import io.sluice.flight.metadata.MetadataTable;
import io.sluice.flight.metadata.NameFilter;
import io.sluice.flight.metadata.ServerFacts;
import io.sluice.flight.metadata.SqlInfos;
import io.sluice.flight.metadata.TypeEntries;
import io.sluice.ipc.ArrowField;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.arrow.flight.sql.impl.FlightSql;

/** Answers the commands that ask about catalogs, types and the server. Thread-safe. */
final class MetadataCommands {
  private final FlightEngine engine;

  MetadataCommands(FlightEngine engine) {
    this.engine = engine;
  }

  /** The columns of a command's answer; empty when it is no such command. */
  Optional<List<ArrowField>> fields(Any command) {
    return Optional.ofNullable(
        switch (FlightCommands.name(command)) {
          case "CommandGetCatalogs" -> MetadataSchemas.CATALOGS;
          case "CommandGetDbSchemas" -> MetadataSchemas.SCHEMAS;
          case "CommandGetTables" ->
            FlightCommands.unpack(command, FlightSql.CommandGetTables.class).getIncludeSchema()
                ? MetadataSchemas.TABLES_WITH_SCHEMA
                : MetadataSchemas.TABLES;
          case "CommandGetTableTypes" -> MetadataSchemas.TABLE_TYPES;
          case "CommandGetPrimaryKeys" -> MetadataSchemas.PRIMARY_KEYS;
          case "CommandGetExportedKeys", "CommandGetImportedKeys", "CommandGetCrossReference" ->
            MetadataSchemas.FOREIGN_KEYS;
          case "CommandGetXdbcTypeInfo" -> MetadataSchemas.TYPES;
          case "CommandGetSqlInfo" -> SqlInfos.FIELDS;
          default -> null;
        });
  }

  /** The rows of a command's answer; empty when it is no such command. */
  Optional<Future<MetadataRows>> rows(FlightSession session, Any command) {
    Optional<List<ArrowField>> fields = fields(command);
    return fields.map(known -> engine
        .coordinator()
        .inspect(
            catalogs -> answer(new Seen(catalogs, session.session().names()), command, known)));
  }

  /** What a session sees. */
  private record Seen(Catalogs catalogs, SessionNames names) {}

  private MetadataRows answer(Seen seen, Any command, List<ArrowField> fields) {
    return switch (FlightCommands.name(command)) {
      case "CommandGetCatalogs" -> rows(fields, entries(seen).catalogs());
      case "CommandGetDbSchemas" ->
        with(
            seen,
            command,
            FlightSql.CommandGetDbSchemas.class,
            fields,
            (entries, request) -> entries.schemas(new NameFilter(
                given(request.hasCatalog(), request.getCatalog()),
                given(request.hasDbSchemaFilterPattern(), request.getDbSchemaFilterPattern()),
                Optional.empty())));
      case "CommandGetTables" ->
        with(
            seen,
            command,
            FlightSql.CommandGetTables.class,
            fields,
            (entries, request) -> entries.tables(
                new NameFilter(
                    given(request.hasCatalog(), request.getCatalog()),
                    given(request.hasDbSchemaFilterPattern(), request.getDbSchemaFilterPattern()),
                    given(
                        request.hasTableNameFilterPattern(), request.getTableNameFilterPattern())),
                request.getTableTypesList(),
                request.getIncludeSchema()
                    ? Optional.of(
                        (schema, table) -> ArrowField.schemaMessage(ClientColumns.of(schema, table))
                            .getBytes())
                    : Optional.empty()));
      case "CommandGetTableTypes" -> rows(fields, CatalogEntries.tableTypes());
      case "CommandGetPrimaryKeys" -> {
        FlightSql.CommandGetPrimaryKeys request =
            FlightCommands.unpack(command, FlightSql.CommandGetPrimaryKeys.class);
        yield rows(
            fields,
            new KeyEntries(seen.catalogs(), seen.names())
                .primaryKeys(
                    given(request.hasCatalog(), request.getCatalog()),
                    given(request.hasDbSchema(), request.getDbSchema()),
                    request.getTable()));
      }
      case "CommandGetExportedKeys", "CommandGetImportedKeys", "CommandGetCrossReference" ->
        new MetadataRows(fields, List.of());
      case "CommandGetXdbcTypeInfo" -> {
        FlightSql.CommandGetXdbcTypeInfo request =
            FlightCommands.unpack(command, FlightSql.CommandGetXdbcTypeInfo.class);
        yield rows(
            fields,
            TypeEntries.all(
                request.hasDataType() ? Optional.of(request.getDataType()) : Optional.empty()));
      }
      case "CommandGetSqlInfo" -> {
        FlightSql.CommandGetSqlInfo request =
            FlightCommands.unpack(command, FlightSql.CommandGetSqlInfo.class);
        yield new MetadataRows(
            fields,
            List.of(SqlInfos.batch(
                ServerFacts.of(
                    seen.catalogs().functions(), Coordinator.keywords(), engine.options()),
                request.getInfoList())));
      }
      default -> throw new IllegalStateException("no answer for " + command.getTypeUrl());
    };
  }

  private static CatalogEntries entries(Seen seen) {
    return new CatalogEntries(seen.catalogs(), seen.names());
  }

  private static <T extends Message> MetadataRows with(
      Seen seen,
      Any command,
      Class<T> type,
      List<ArrowField> fields,
      BiFunction<CatalogEntries, T, MetadataTable> answer) {
    return rows(fields, answer.apply(entries(seen), FlightCommands.unpack(command, type)));
  }

  private static MetadataRows rows(List<ArrowField> fields, MetadataTable table) {
    return new MetadataRows(fields, List.of(table.batch()));
  }

  private static Optional<String> given(boolean isGiven, String text) {
    return isGiven ? Optional.of(text) : Optional.empty();
  }
}
