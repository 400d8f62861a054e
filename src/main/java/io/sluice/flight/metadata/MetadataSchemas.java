package io.sluice.flight.metadata;

import io.sluice.ipc.ArrowField;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Type;

/** The columns that the specification of Flight SQL gives its answers: names, types and nullability. */
public final class MetadataSchemas {
  static final Schema CATALOG_ROWS = Schema.of(required("catalog_name"));

  static final Schema SCHEMA_ROWS = Schema.of(optional("catalog_name"), required("db_schema_name"));

  static final Schema TABLE_ROWS = Schema.of(
      optional("catalog_name"),
      optional("db_schema_name"),
      required("table_name"),
      required("table_type"));

  static final Schema TABLE_WITH_SCHEMA_ROWS = Schema.of(
      optional("catalog_name"),
      optional("db_schema_name"),
      required("table_name"),
      required("table_type"),
      new Field("table_schema", DataType.VARBINARY, false));

  static final Schema TABLE_TYPE_ROWS = Schema.of(required("table_type"));

  static final Schema PRIMARY_KEY_ROWS = Schema.of(
      optional("catalog_name"),
      optional("db_schema_name"),
      required("table_name"),
      required("column_name"),
      optional("key_name"),
      new Field("key_sequence", DataType.INTEGER, false));

  static final Schema TYPE_ROWS = Schema.of(
      required("type_name"),
      number("data_type", false),
      number("column_size", true),
      optional("literal_prefix"),
      optional("literal_suffix"),
      new Field("create_params", DataType.array(DataType.VARCHAR), true),
      number("nullable", false),
      new Field("case_sensitive", DataType.BOOLEAN, false),
      number("searchable", false),
      new Field("unsigned_attribute", DataType.BOOLEAN, true),
      new Field("fixed_prec_scale", DataType.BOOLEAN, false),
      new Field("auto_increment", DataType.BOOLEAN, true),
      optional("local_type_name"),
      number("minimum_scale", true),
      number("maximum_scale", true),
      number("sql_data_type", false),
      number("datetime_subcode", true),
      number("num_prec_radix", true),
      number("interval_precision", true));

  public static final List<ArrowField> CATALOGS = ArrowField.of(CATALOG_ROWS);

  public static final List<ArrowField> SCHEMAS = ArrowField.of(SCHEMA_ROWS);

  public static final List<ArrowField> TABLES = ArrowField.of(TABLE_ROWS);

  public static final List<ArrowField> TABLES_WITH_SCHEMA = ArrowField.of(TABLE_WITH_SCHEMA_ROWS);

  public static final List<ArrowField> TABLE_TYPES = ArrowField.of(TABLE_TYPE_ROWS);

  public static final List<ArrowField> PRIMARY_KEYS = ArrowField.of(PRIMARY_KEY_ROWS);

  public static final List<ArrowField> FOREIGN_KEYS = foreignKeys();

  public static final List<ArrowField> TYPES = types();

  private MetadataSchemas() {}

  private static Field required(String name) {
    return new Field(name, DataType.VARCHAR, false);
  }

  private static Field optional(String name) {
    return new Field(name, DataType.VARCHAR, true);
  }

  private static Field number(String name, boolean isNullable) {
    return new Field(name, DataType.INTEGER, isNullable);
  }

  private static List<ArrowField> foreignKeys() {
    List<ArrowField> fields = new ArrayList<>(ArrowField.of(Schema.of(
        optional("pk_catalog_name"),
        optional("pk_db_schema_name"),
        required("pk_table_name"),
        required("pk_column_name"),
        optional("fk_catalog_name"),
        optional("fk_db_schema_name"),
        required("fk_table_name"),
        required("fk_column_name"),
        number("key_sequence", false),
        optional("fk_key_name"),
        optional("pk_key_name"))));
    fields.add(unsigned("update_rule", 8));
    fields.add(unsigned("delete_rule", 8));
    return fields;
  }

  /** The list of parameters has no NULLs in it. */
  private static List<ArrowField> types() {
    List<ArrowField> fields = new ArrayList<>(ArrowField.of(TYPE_ROWS));
    fields.replaceAll(field -> field.name().equals("create_params")
        ? new ArrowField(
            field.name(),
            field.isNullable(),
            field.typeNumber(),
            field.type(),
            List.of(ArrowField.of(required("item"))),
            Map.of())
        : field);
    return fields;
  }

  /** An unsigned number without NULL. */
  static ArrowField unsigned(String name, int bits) {
    return new ArrowField(
        name, false, Type.Int, builder -> Int.createInt(builder, bits, false), List.of(), Map.of());
  }
}
