package io.sluice.flight.metadata;

import io.sluice.config.ConfigValues;
import io.sluice.config.FlightOptions;
import io.sluice.function.FunctionDescriptor;
import io.sluice.function.FunctionRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlInfo;

/** What Flight SQL tells of the engine, by the numbers of {@link SqlInfo}. A value is a String, Boolean, Long, Integer, List of texts, or a Map from numbers to lists of numbers. */
public final class ServerFacts {
  private static final String ARROW_FORMAT = "1.5";
  private static final long MAX_IDENTIFIER_LENGTH = 256;
  private static final long UNKNOWN = 0;

  /** Categories of functions whose values JDBC counts among those of numbers, texts and times. */
  private static final Set<String> NUMERIC = Set.of("numbers");

  private static final Set<String> TEXT = Set.of("text", "patterns", "urls", "json");

  private static final Set<String> TIME = Set.of("dates");

  /** Types of SqlSupportsConvert. */
  private static final int BIGINT = 0;

  private static final int BIT = 2;
  private static final int CHAR = 3;
  private static final int DATE = 4;
  private static final int DECIMAL = 5;
  private static final int FLOAT = 6;
  private static final int INTEGER = 7;
  private static final int LONGVARCHAR = 11;
  private static final int NUMERIC_TYPE = 12;
  private static final int REAL = 13;
  private static final int SMALLINT = 14;
  private static final int TIME_TYPE = 15;
  private static final int TIMESTAMP = 16;
  private static final int TINYINT = 17;
  private static final int VARBINARY = 18;
  private static final int VARCHAR = 19;

  private final Map<Integer, Object> facts = new TreeMap<>();

  private ServerFacts() {}

  /** All facts in the order of their numbers. */
  public static Map<Integer, Object> of(
      FunctionRegistry functions, List<String> keywords, ConfigValues options) {
    ServerFacts all = new ServerFacts();
    all.addServer(options);
    all.addNames(keywords);
    all.addFunctions(functions);
    all.addQueries();
    all.addLimits(options);
    all.addTransactions();
    return all.facts;
  }

  private void put(SqlInfo info, Object fact) {
    facts.put(info.getNumber(), fact);
  }

  private static int bits(int... numbers) {
    return Arrays.stream(numbers)
        .map(number -> 1 << number)
        .reduce(0, (left, right) -> left | right);
  }

  private void addServer(ConfigValues options) {
    String version = ServerFacts.class.getPackage().getImplementationVersion();
    put(SqlInfo.FLIGHT_SQL_SERVER_NAME, "Sluice");
    put(SqlInfo.FLIGHT_SQL_SERVER_VERSION, Objects.requireNonNullElse(version, "0.0.0"));
    put(SqlInfo.FLIGHT_SQL_SERVER_ARROW_VERSION, ARROW_FORMAT);
    put(SqlInfo.FLIGHT_SQL_SERVER_READ_ONLY, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_SQL, true);
    put(SqlInfo.FLIGHT_SQL_SERVER_SUBSTRAIT, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION, 0);
    put(SqlInfo.FLIGHT_SQL_SERVER_CANCEL, true);
    put(SqlInfo.FLIGHT_SQL_SERVER_BULK_INGESTION, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_INGEST_TRANSACTIONS_SUPPORTED, false);
    put(SqlInfo.FLIGHT_SQL_SERVER_STATEMENT_TIMEOUT, options.getInt(FlightOptions.SESSION_TIMEOUT));
    put(SqlInfo.FLIGHT_SQL_SERVER_TRANSACTION_TIMEOUT, 0);
  }

  private void addNames(List<String> keywords) {
    int caseInsensitive = 1;
    put(SqlInfo.SQL_DDL_CATALOG, false);
    put(SqlInfo.SQL_DDL_SCHEMA, true);
    put(SqlInfo.SQL_DDL_TABLE, true);
    put(SqlInfo.SQL_IDENTIFIER_CASE, caseInsensitive);
    put(SqlInfo.SQL_IDENTIFIER_QUOTE_CHAR, "\"");
    put(SqlInfo.SQL_QUOTED_IDENTIFIER_CASE, caseInsensitive);
    put(SqlInfo.SQL_ALL_TABLES_ARE_SELECTABLE, true);
    put(SqlInfo.SQL_NULL_ORDERING, 0);
    put(SqlInfo.SQL_KEYWORDS, keywords);
    put(SqlInfo.SQL_SEARCH_STRING_ESCAPE, String.valueOf(NameFilter.ESCAPE));
    put(SqlInfo.SQL_EXTRA_NAME_CHARACTERS, "");
    put(SqlInfo.SQL_SCHEMA_TERM, "schema");
    put(SqlInfo.SQL_PROCEDURE_TERM, "procedure");
    put(SqlInfo.SQL_CATALOG_TERM, "catalog");
    put(SqlInfo.SQL_CATALOG_AT_START, true);
    put(SqlInfo.SQL_SCHEMAS_SUPPORTED_ACTIONS, bits(1));
    put(SqlInfo.SQL_CATALOGS_SUPPORTED_ACTIONS, bits(1));
  }

  private void addFunctions(FunctionRegistry functions) {
    Set<String> all = new TreeSet<>();
    Map<Set<String>, Set<String>> byCategory =
        Map.of(NUMERIC, new TreeSet<>(), TEXT, new TreeSet<>(), TIME, new TreeSet<>());
    for (FunctionDescriptor function : functions.descriptors()) {
      Stream.concat(Stream.of(function.name()), function.aliases().stream()).forEach(name -> {
        boolean isOfCategory = false;
        for (Map.Entry<Set<String>, Set<String>> entry : byCategory.entrySet()) {
          if (entry.getKey().contains(function.category())) {
            isOfCategory = entry.getValue().add(name) || isOfCategory;
          }
        }
        if (!isOfCategory) {
          all.add(name);
        }
      });
    }
    put(
        SqlInfo.SQL_NUMERIC_FUNCTIONS,
        List.copyOf(Objects.requireNonNull(byCategory.get(NUMERIC))));
    put(SqlInfo.SQL_STRING_FUNCTIONS, List.copyOf(Objects.requireNonNull(byCategory.get(TEXT))));
    put(SqlInfo.SQL_DATETIME_FUNCTIONS, List.copyOf(Objects.requireNonNull(byCategory.get(TIME))));
    put(SqlInfo.SQL_SYSTEM_FUNCTIONS, List.copyOf(all));
    put(SqlInfo.SQL_SUPPORTS_CONVERT, conversions());
  }

  private static Map<Integer, List<Integer>> conversions() {
    List<Integer> numbers =
        List.of(BIGINT, DECIMAL, FLOAT, INTEGER, NUMERIC_TYPE, REAL, SMALLINT, TINYINT);
    List<Integer> texts = List.of(CHAR, LONGVARCHAR, VARCHAR);
    Map<Integer, List<Integer>> conversions = new TreeMap<>();
    for (int number : numbers) {
      conversions.put(number, sorted(numbers, texts, List.of(BIT)));
    }
    conversions.put(BIT, sorted(numbers, texts, List.of(BIT)));
    for (int text : texts) {
      conversions.put(
          text, sorted(numbers, texts, List.of(BIT, DATE, TIME_TYPE, TIMESTAMP, VARBINARY)));
    }
    conversions.put(DATE, sorted(texts, List.of(DATE, TIMESTAMP)));
    conversions.put(TIME_TYPE, sorted(texts, List.of(TIME_TYPE)));
    conversions.put(TIMESTAMP, sorted(texts, List.of(DATE, TIME_TYPE, TIMESTAMP)));
    conversions.put(VARBINARY, sorted(texts, List.of(VARBINARY)));
    return conversions;
  }

  @SafeVarargs
  private static List<Integer> sorted(List<Integer>... parts) {
    List<Integer> all = new ArrayList<>();
    for (List<Integer> part : parts) {
      all.addAll(part);
    }
    return all.stream().sorted().toList();
  }

  private void addQueries() {
    put(SqlInfo.SQL_SUPPORTS_COLUMN_ALIASING, true);
    put(SqlInfo.SQL_NULL_PLUS_NULL_IS_NULL, true);
    put(SqlInfo.SQL_SUPPORTS_TABLE_CORRELATION_NAMES, true);
    put(SqlInfo.SQL_SUPPORTS_DIFFERENT_TABLE_CORRELATION_NAMES, false);
    put(SqlInfo.SQL_SUPPORTS_EXPRESSIONS_IN_ORDER_BY, true);
    put(SqlInfo.SQL_SUPPORTS_ORDER_BY_UNRELATED, true);
    put(SqlInfo.SQL_SUPPORTED_GROUP_BY, bits(0, 1));
    put(SqlInfo.SQL_SUPPORTS_LIKE_ESCAPE_CLAUSE, true);
    put(SqlInfo.SQL_SUPPORTS_NON_NULLABLE_COLUMNS, true);
    put(SqlInfo.SQL_SUPPORTED_GRAMMAR, bits(0, 1));
    put(SqlInfo.SQL_ANSI92_SUPPORTED_LEVEL, bits(0));
    put(SqlInfo.SQL_SUPPORTS_INTEGRITY_ENHANCEMENT_FACILITY, false);
    // An ordinal by its description, but the clients there are read bits.
    put(SqlInfo.SQL_OUTER_JOINS_SUPPORT_LEVEL, bits(1, 2));
    put(SqlInfo.SQL_SUPPORTED_POSITIONED_COMMANDS, 0);
    put(SqlInfo.SQL_SELECT_FOR_UPDATE_SUPPORTED, false);
    put(SqlInfo.SQL_STORED_PROCEDURES_SUPPORTED, false);
    put(SqlInfo.SQL_SUPPORTED_SUBQUERIES, bits(0, 1, 2, 3));
    put(SqlInfo.SQL_CORRELATED_SUBQUERIES_SUPPORTED, true);
    put(SqlInfo.SQL_SUPPORTED_UNIONS, bits(0, 1));
    put(SqlInfo.SQL_NAMED_PARAMETERS_SUPPORTED, false);
    put(SqlInfo.SQL_LOCATORS_UPDATE_COPY, false);
    put(SqlInfo.SQL_STORED_FUNCTIONS_USING_CALL_SYNTAX_SUPPORTED, false);
  }

  private void addLimits(ConfigValues options) {
    List<SqlInfo> names = List.of(
        SqlInfo.SQL_MAX_COLUMN_NAME_LENGTH,
        SqlInfo.SQL_DB_SCHEMA_NAME_LENGTH,
        SqlInfo.SQL_MAX_CATALOG_NAME_LENGTH,
        SqlInfo.SQL_MAX_TABLE_NAME_LENGTH);
    names.forEach(info -> put(info, MAX_IDENTIFIER_LENGTH));
    List<SqlInfo> unknown = List.of(
        SqlInfo.SQL_MAX_BINARY_LITERAL_LENGTH,
        SqlInfo.SQL_MAX_CHAR_LITERAL_LENGTH,
        SqlInfo.SQL_MAX_COLUMNS_IN_GROUP_BY,
        SqlInfo.SQL_MAX_COLUMNS_IN_INDEX,
        SqlInfo.SQL_MAX_COLUMNS_IN_ORDER_BY,
        SqlInfo.SQL_MAX_COLUMNS_IN_SELECT,
        SqlInfo.SQL_MAX_COLUMNS_IN_TABLE,
        SqlInfo.SQL_MAX_CURSOR_NAME_LENGTH,
        SqlInfo.SQL_MAX_INDEX_LENGTH,
        SqlInfo.SQL_MAX_PROCEDURE_NAME_LENGTH,
        SqlInfo.SQL_MAX_ROW_SIZE,
        SqlInfo.SQL_MAX_TABLES_IN_SELECT,
        SqlInfo.SQL_MAX_USERNAME_LENGTH);
    unknown.forEach(info -> put(info, UNKNOWN));
    put(SqlInfo.SQL_MAX_CONNECTIONS, options.get(FlightOptions.MAX_SESSIONS));
    put(SqlInfo.SQL_MAX_STATEMENTS, options.get(FlightOptions.MAX_PREPARED_STATEMENTS));
    put(SqlInfo.SQL_MAX_STATEMENT_LENGTH, options.get(FlightOptions.MAX_MESSAGE_BYTES));
    put(SqlInfo.SQL_MAX_ROW_SIZE_INCLUDES_BLOBS, true);
  }

  private void addTransactions() {
    int none = 0;
    // The JDBC driver wants 64 bits.
    put(SqlInfo.SQL_DEFAULT_TRANSACTION_ISOLATION, (long) none);
    int forwardOnly = 1;
    int readOnly = 1;
    put(SqlInfo.SQL_TRANSACTIONS_SUPPORTED, false);
    put(SqlInfo.SQL_SUPPORTED_TRANSACTIONS_ISOLATION_LEVELS, bits(none));
    put(SqlInfo.SQL_DATA_DEFINITION_CAUSES_TRANSACTION_COMMIT, false);
    put(SqlInfo.SQL_DATA_DEFINITIONS_IN_TRANSACTIONS_IGNORED, false);
    put(SqlInfo.SQL_SUPPORTED_RESULT_SET_TYPES, bits(forwardOnly));
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_UNSPECIFIED, 0);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_FORWARD_ONLY, bits(readOnly));
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_SENSITIVE, 0);
    put(SqlInfo.SQL_SUPPORTED_CONCURRENCIES_FOR_RESULT_SET_SCROLL_INSENSITIVE, 0);
    put(SqlInfo.SQL_BATCH_UPDATES_SUPPORTED, true);
    put(SqlInfo.SQL_SAVEPOINTS_SUPPORTED, false);
  }
}
