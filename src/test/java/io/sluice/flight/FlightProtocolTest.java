package io.sluice.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Action;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CallOption;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Criteria;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightClient;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.FlightStream;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.GetSessionOptionsRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Location;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.SessionOptionValueFactory;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.SetSessionOptionsRequest;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.SetSessionOptionsResult;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.Ticket;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.auth2.BearerCredentialWriter;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.grpc.CredentialCallOption;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.FlightSqlProducer.Schemas;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.flight.sql.util.TableRef;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.driver.jdbc.shaded.org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The protocol as Arrow's own Flight SQL client speaks it. */
@SuppressWarnings("try") // Streams of the client say that their close may be interrupted.
class FlightProtocolTest {
  private static FlightEngineFixture flight;
  private static BufferAllocator allocator;
  private static FlightClient client;
  private static FlightSqlClient sql;
  private static CallOption token;

  @BeforeAll
  static void start() {
    flight = new FlightEngineFixture(new JsonObject()
        .put("flight.result_timeout", 1_000)
        .put("flight.stall_timeout", 1_500)
        .put("flight.batch_bytes", 20_000));
    allocator = new RootAllocator();
    client = FlightClient.builder(allocator, Location.forGrpcInsecure("127.0.0.1", flight.port()))
        .build();
    sql = new FlightSqlClient(client);
    token = client.authenticateBasicToken("anybody", "anything").orElseThrow();
  }

  @AfterAll
  static void stop() throws Exception {
    sql.close();
    allocator.close();
    flight.close();
  }

  private static List<String> rows(FlightInfo info) throws Exception {
    List<String> rows = new ArrayList<>();
    try (FlightStream stream = sql.getStream(info.getEndpoints().get(0).getTicket(), token)) {
      assertThat(stream.getSchema()).isEqualTo(info.getSchemaOptional().orElseThrow());
      while (stream.next()) {
        VectorSchemaRoot root = stream.getRoot();
        for (int row = 0; row < root.getRowCount(); row++) {
          List<String> values = new ArrayList<>();
          for (int column = 0; column < root.getFieldVectors().size(); column++) {
            values.add(String.valueOf(root.getVector(column).getObject(row)));
          }
          rows.add(String.join(" ", values));
        }
      }
    }
    return rows;
  }

  @Test
  void aStatementIsFetchedOnce() throws Exception {
    FlightInfo info = sql.execute("SELECT number FROM numbers(0, 3) ORDER BY number", token);

    assertThat(info.getEndpoints()).hasSize(1);
    assertThat(info.getEndpoints().get(0).getLocations()).isEmpty();
    assertThat(rows(info)).containsExactly("0", "1", "2");
    assertRefused(FlightStatusCode.NOT_FOUND, () -> rows(info));
  }

  /** The client ends its stream only when it has the answer. */
  @Test
  void aStatementIsRunWhenItIsSaidWhole() throws Exception {
    assertThat(sql.executeUpdate("CREATE OR REPLACE TABLE memory.main.said (a INTEGER)", token))
        .isZero();
    assertThat(sql.executeUpdate("INSERT INTO memory.main.said VALUES (1), (2)", token))
        .isEqualTo(2);
    assertRefused(
        FlightStatusCode.NOT_FOUND, () -> sql.executeUpdate("DROP TABLE memory.main.no", token));
    assertThat(rows(sql.execute("SELECT count(*) FROM memory.main.said", token)))
        .containsExactly("2");
    assertThat(sql.executeUpdate("DROP TABLE memory.main.said", token)).isZero();
  }

  @Test
  void largeBatchesComeInParts() throws Exception {
    FlightInfo info = sql.execute("SELECT repeat('x', 1000) AS t FROM numbers(0, 200)", token);
    int messages = 0;
    int rows = 0;
    try (FlightStream stream = sql.getStream(info.getEndpoints().get(0).getTicket(), token)) {
      while (stream.next()) {
        messages++;
        rows += stream.getRoot().getRowCount();
        assertThat(stream.getRoot().getRowCount()).isLessThanOrEqualTo(20);
      }
    }
    assertThat(rows).isEqualTo(200);
    assertThat(messages).isGreaterThanOrEqualTo(10);
  }

  @Test
  void aResultThatNobodyFetchesEnds() throws Exception {
    FlightInfo info = sql.execute("SELECT number FROM numbers(0, 100000000000)", token);

    flight.awaitNothingLeft();
    assertRefused(FlightStatusCode.NOT_FOUND, () -> rows(info));
  }

  @Test
  void aResultThatNobodyReadsOnEnds() throws Exception {
    FlightInfo info = sql.execute("SELECT number FROM numbers(0, 100000000000)", token);
    try (FlightStream stream = sql.getStream(info.getEndpoints().get(0).getTicket(), token)) {
      assertThat(stream.next()).isTrue();
      flight.awaitNothingLeft();
      assertThatThrownBy(() -> {
            while (stream.next()) {}
          })
          .hasMessageContaining("flight.stall_timeout");
    }
  }

  @Test
  void aQueryIsCancelledByItsInfo() throws Exception {
    FlightInfo unread = sql.execute("SELECT number FROM numbers(0, 100000000000)", token);
    assertThat(sql.cancelFlightInfo(new CancelFlightInfoRequest(unread), token).getStatus())
        .isEqualTo(CancelStatus.CANCELLED);
    assertRefused(
        FlightStatusCode.NOT_FOUND,
        () -> sql.cancelFlightInfo(new CancelFlightInfoRequest(unread), token));

    FlightInfo info = sql.execute("SELECT number FROM numbers(0, 100000000000)", token);
    try (FlightStream stream = sql.getStream(info.getEndpoints().get(0).getTicket(), token)) {
      assertThat(stream.next()).isTrue();
      sql.cancelFlightInfo(new CancelFlightInfoRequest(info), token);
      assertRefused(FlightStatusCode.CANCELLED, () -> {
        while (stream.next()) {
          assertThat(stream.getRoot().getRowCount()).isPositive();
        }
      });
    }
    flight.awaitNothingLeft();
  }

  @Test
  void aResultThatIsClosedEarlyEnds() throws Exception {
    FlightInfo info = sql.execute("SELECT number FROM numbers(0, 100000000000)", token);
    try (FlightStream stream = sql.getStream(info.getEndpoints().get(0).getTicket(), token)) {
      assertThat(stream.next()).isTrue();
      stream.cancel("enough", null);
    }
    flight.awaitNothingLeft();
  }

  @Test
  void theSchemasOfMetadataAreThoseOfTheSpecification() {
    assertSchema(sql.getCatalogs(token), Schemas.GET_CATALOGS_SCHEMA);
    assertSchema(sql.getSchemas(null, null, token), Schemas.GET_SCHEMAS_SCHEMA);
    assertSchema(sql.getTables(null, null, null, null, true, token), Schemas.GET_TABLES_SCHEMA);
    assertSchema(
        sql.getTables(null, null, null, null, false, token), Schemas.GET_TABLES_SCHEMA_NO_SCHEMA);
    assertSchema(sql.getTableTypes(token), Schemas.GET_TABLE_TYPES_SCHEMA);
    TableRef table = TableRef.of(null, null, "t");
    // In the order of the specification; the client's own has the last two columns turned.
    assertThat(sql.getPrimaryKeys(table, token).getSchemaOptional().orElseThrow())
        .hasToString(
            "Schema<catalog_name: Utf8, db_schema_name: Utf8, table_name: Utf8 not null, column_name: Utf8 not null, key_name: Utf8, key_sequence: Int(32, true) not null>");
    assertSchema(sql.getExportedKeys(table, token), Schemas.GET_EXPORTED_KEYS_SCHEMA);
    assertSchema(sql.getImportedKeys(table, token), Schemas.GET_IMPORTED_KEYS_SCHEMA);
    assertSchema(sql.getCrossReference(table, table, token), Schemas.GET_CROSS_REFERENCE_SCHEMA);
    assertSchema(sql.getXdbcTypeInfo(token), Schemas.GET_TYPE_INFO_SCHEMA);
    // As in the specification; in the client's own the union has no NULL.
    assertThat(
            sql.getSqlInfo(new int[0], token).getSchemaOptional().orElseThrow().toString())
        .isEqualTo(Schemas.GET_SQL_INFO_SCHEMA
            .toString()
            .replace(" not null", "")
            .replace("info_name: Int(32, false)", "info_name: Int(32, false) not null")
            .replace("key: Int(32, true)", "key: Int(32, true) not null")
            .replace("true)>>>>>", "true)>> not null>>>"));
    assertThat(sql.getExecuteSchema("SELECT 1 AS a", token).getSchema().getFields())
        .hasSize(1);
    assertThat(sql.getCatalogsSchema(token).getSchema()).isEqualTo(Schemas.GET_CATALOGS_SCHEMA);
  }

  private static void assertSchema(FlightInfo info, Schema expected) {
    assertThat(info.getSchemaOptional().orElseThrow()).hasToString(expected.toString());
  }

  @Test
  void typesAndFactsHaveRows() throws Exception {
    List<String> types = rows(sql.getXdbcTypeInfo(token));
    assertThat(types).hasSize(19);
    assertThat(types.get(0)).startsWith("TINYINT -6 3 ");
    assertThat(rows(sql.getXdbcTypeInfo(12, token)))
        .singleElement()
        .asString()
        .startsWith("VARCHAR 12 ");
    assertThat(rows(sql.getSqlInfo(new int[] {0, 3, 507, 99_999}, token)))
        .containsExactly("0 Sluice", "3 false", "507 0");
    assertThat(rows(sql.getImportedKeys(TableRef.of(null, null, "t"), token))).isEmpty();
  }

  @Test
  void sessionOptionsAreThoseOfSet() throws Exception {
    CallOption own = client.authenticateBasicToken("a", "b").orElseThrow();
    SetSessionOptionsResult set = sql.setSessionOptions(
        new SetSessionOptionsRequest(Map.of(
            "batch_size", SessionOptionValueFactory.makeSessionOptionValue(123L),
            "catalog", SessionOptionValueFactory.makeSessionOptionValue("memory"),
            "nonsense", SessionOptionValueFactory.makeSessionOptionValue("x"),
            "query.timeout", SessionOptionValueFactory.makeSessionOptionValue("soon"))),
        own);
    assertThat(set.getErrors()).containsOnlyKeys("nonsense", "query.timeout");
    assertThat(sql.getSessionOptions(new GetSessionOptionsRequest(), own).getSessionOptions())
        .containsEntry("batch_size", SessionOptionValueFactory.makeSessionOptionValue("123"))
        .containsEntry("catalog", SessionOptionValueFactory.makeSessionOptionValue("memory"));

    sql.closeSession(new CloseSessionRequest(), own);
    assertRefused(FlightStatusCode.UNAUTHENTICATED, () -> sql.execute("SELECT 1", own));
  }

  private interface Call {
    void run() throws Exception;
  }

  private static void assertRefused(FlightStatusCode code, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            FlightRuntimeException.class,
            failure ->
                assertThat(failure.status().code()).as(failure.getMessage()).isEqualTo(code));
  }

  @Test
  void failuresHaveTheirStatusAndPosition() {
    assertThatThrownBy(() -> sql.execute("SELECT *\nFROM nowhere", token))
        .isInstanceOfSatisfying(FlightRuntimeException.class, failure -> {
          assertThat(failure.status().code()).isEqualTo(FlightStatusCode.NOT_FOUND);
          assertThat(failure.status().description())
              .contains("Table 'nowhere' not found")
              .contains("(line 2, column 6)");
        });
    assertRefused(FlightStatusCode.INVALID_ARGUMENT, () -> sql.execute("SELEC 1", token));
    assertRefused(
        FlightStatusCode.INVALID_ARGUMENT, () -> rows(sql.execute("SELECT 1 / 0", token)));
    assertRefused(FlightStatusCode.UNIMPLEMENTED, () -> sql.beginTransaction(token));
    assertRefused(
        FlightStatusCode.UNIMPLEMENTED,
        () -> client.listFlights(Criteria.ALL, token).iterator().next());
    assertRefused(
        FlightStatusCode.UNIMPLEMENTED,
        () -> client.pollInfo(FlightDescriptor.command(new byte[0]), token));
  }

  @Test
  void garbageIsRefused() {
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    assertRefused(
        FlightStatusCode.INVALID_ARGUMENT,
        () -> client.getInfo(FlightDescriptor.command(garbage), token));
    assertRefused(
        FlightStatusCode.INVALID_ARGUMENT,
        () -> client.getInfo(FlightDescriptor.path("a", "b"), token));
    assertRefused(FlightStatusCode.INVALID_ARGUMENT, () -> {
      try (FlightStream stream = client.getStream(new Ticket(garbage), token)) {
        stream.next();
      }
    });
    assertRefused(
        FlightStatusCode.INVALID_ARGUMENT,
        () -> client
            .doAction(new Action("CreatePreparedStatement", garbage), token)
            .forEachRemaining(result -> {}));
    assertRefused(
        FlightStatusCode.UNIMPLEMENTED,
        () ->
            client.doAction(new Action("Nonsense", garbage), token).forEachRemaining(result -> {}));
    assertRefused(
        FlightStatusCode.UNAUTHENTICATED,
        () -> sql.execute(
            "SELECT 1", new CredentialCallOption(new BearerCredentialWriter("no token"))));
    List<String> actions = new ArrayList<>();
    client.listActions(token).forEach(action -> actions.add(action.getType()));
    assertThat(actions).contains("CreatePreparedStatement", "CancelFlightInfo", "CloseSession");
  }
}
