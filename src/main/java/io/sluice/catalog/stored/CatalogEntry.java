package io.sluice.catalog.stored;

import com.google.protobuf.InvalidProtocolBufferException;
import io.sluice.catalog.proto.CheckMessage;
import io.sluice.catalog.proto.EntryMessage;
import io.sluice.catalog.proto.FileTableMessage;
import io.sluice.catalog.proto.IndexMessage;
import io.sluice.catalog.proto.KeyMessage;
import io.sluice.catalog.proto.MacroMessage;
import io.sluice.catalog.proto.SchemaNameMessage;
import io.sluice.catalog.proto.TableColumnMessage;
import io.sluice.catalog.proto.ViewMessage;
import io.sluice.codec.ValueMessages;
import io.sluice.extension.write.CheckDefinition;
import io.sluice.extension.write.ColumnDefinition;
import io.sluice.extension.write.IndexDefinition;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.extension.write.TableDefinition;
import io.sluice.extension.write.ViewDefinition;
import java.util.Optional;

/**
 * A name of the catalog at one moment. Of two entries of one key the one with the higher version counts. Immutable.
 *
 * @param version from 1 on, one more with each change of what the name stands for
 * @param object what it stands for; empty when that was dropped
 */
public record CatalogEntry(ObjectKey key, long version, Optional<StoredObject> object) {
  /** The entry that no change has touched yet. */
  static CatalogEntry none(ObjectKey key) {
    return new CatalogEntry(key, 0, Optional.empty());
  }

  CatalogEntry next(Optional<StoredObject> changed) {
    return new CatalogEntry(key, version + 1, changed);
  }

  /** The entry as bytes, for the disk and for other nodes. */
  public byte[] encode() {
    EntryMessage.Builder message =
        EntryMessage.newBuilder().setKey(key.toString()).setVersion(version);
    StoredObject known = object.orElse(null);
    if (known instanceof StoredObject.SchemaName schema) {
      message.setSchema(SchemaNameMessage.newBuilder().setName(schema.name()));
    } else if (known instanceof StoredObject.View view) {
      message.setView(encode(view.definition()));
    } else if (known instanceof StoredObject.Macro macro) {
      MacroDefinition definition = macro.definition();
      message.setMacro(MacroMessage.newBuilder()
          .setName(definition.name())
          .setSql(definition.sql())
          .setIsTable(definition.isTable()));
    } else if (known instanceof FileTable table) {
      message.setTable(encode(table));
    } else if (known instanceof StoredObject.Statistics statistics) {
      message.setStatistics(StatisticsMessages.write(statistics));
    }
    return message.build().toByteArray();
  }

  private static ViewMessage encode(ViewDefinition view) {
    return ViewMessage.newBuilder()
        .setName(view.name())
        .setSchema(ValueMessages.write(view.schema()))
        .setSql(view.sql())
        .addAllPath(view.path())
        .build();
  }

  private static FileTableMessage encode(FileTable table) {
    FileTableMessage.Builder message = FileTableMessage.newBuilder()
        .setName(table.name())
        .setLocation(table.location())
        .setFormat(table.format())
        .addAllPartitionColumns(table.partitionColumns())
        .putAllOptions(table.options())
        .setManaged(table.isManaged())
        .setRevision(table.revision());
    TableDefinition definition = table.definition();
    definition.keys().forEach(key -> message.addKeys(KeyMessage.newBuilder().addAllColumns(key)));
    definition
        .checks()
        .forEach(check -> message.addChecks(
            CheckMessage.newBuilder().setName(check.name().orElse("")).setSql(check.sql())));
    definition
        .indexes()
        .forEach(index -> message.addIndexes(IndexMessage.newBuilder()
            .setName(index.name())
            .setUnique(index.isUnique())
            .addAllColumns(index.columns())));
    for (ColumnDefinition column : definition.columns()) {
      message.addColumns(TableColumnMessage.newBuilder()
          .setField(ValueMessages.write(column.field()))
          .setDefaultSql(column.defaultSql().orElse("")));
    }
    return message.build();
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException for bytes that make no sense
   */
  public static CatalogEntry decode(byte[] bytes) {
    try {
      EntryMessage message = EntryMessage.parseFrom(bytes);
      Optional<StoredObject> object = switch (message.getDefinitionCase()) {
        case SCHEMA ->
          Optional.of(new StoredObject.SchemaName(message.getSchema().getName()));
        case VIEW -> Optional.of(new StoredObject.View(decode(message.getView())));
        case MACRO -> {
          MacroMessage macro = message.getMacro();
          yield Optional.of(new StoredObject.Macro(
              new MacroDefinition(macro.getName(), macro.getSql(), macro.getIsTable())));
        }
        case TABLE -> Optional.of(decode(message.getTable()));
        case STATISTICS -> Optional.of(StatisticsMessages.read(message.getStatistics()));
        case DEFINITION_NOT_SET -> Optional.empty();
      };
      return new CatalogEntry(ObjectKey.parse(message.getKey()), message.getVersion(), object);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("not an entry of the catalog", e);
    }
  }

  private static ViewDefinition decode(ViewMessage view) {
    return new ViewDefinition(
        view.getName(), ValueMessages.read(view.getSchema()), view.getSql(), view.getPathList());
  }

  private static FileTable decode(FileTableMessage table) {
    return new FileTable(
        definition(table),
        table.getLocation(),
        table.getFormat(),
        table.getPartitionColumnsList(),
        table.getOptionsMap(),
        table.getManaged(),
        table.getRevision());
  }

  private static TableDefinition definition(FileTableMessage table) {
    return new TableDefinition(
        table.getName(),
        table.getColumnsList().stream()
            .map(column -> new ColumnDefinition(
                ValueMessages.read(column.getField()), text(column.getDefaultSql())))
            .toList(),
        table.getKeysList().stream().map(KeyMessage::getColumnsList).toList(),
        table.getChecksList().stream()
            .map(check -> new CheckDefinition(text(check.getName()), check.getSql()))
            .toList(),
        table.getIndexesList().stream()
            .map(index ->
                new IndexDefinition(index.getName(), index.getUnique(), index.getColumnsList()))
            .toList());
  }

  private static Optional<String> text(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
