package io.sluice.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.driver.jdbc.ArrowFlightJdbcDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDBC clients of nodes that are processes of the fat jar. */
class FlightIT {
  private static final int PORT = 17_971;
  private static final Pattern FLIGHT = Pattern.compile("Flight SQL at 127\\.0\\.0\\.1:(\\d+),");

  private final List<JarProcess> nodes = new ArrayList<>();

  @TempDir
  private Path folder;

  @AfterEach
  void stop() throws IOException {
    for (JarProcess node : nodes) {
      node.close();
    }
  }

  /** Starts a node that does not say a port, and answers the one it takes. */
  private String startNode() throws Exception {
    String config = """
        {"cluster": {"name": "flight-it", "port": %d, "members": ["127.0.0.1:%d"]}}""".formatted(PORT, PORT);
    JarProcess node = JarProcess.start("-cluster", "-conf", config).awaitReady();
    nodes.add(node);
    Matcher port = FLIGHT.matcher(node.out());
    assertThat(port.find()).as(node.out()).isTrue();
    return port.group(1);
  }

  @Test
  void twoNodesOfOneMachineServeFlightSqlAtPortsOfTheirOwn() throws Exception {
    String one = startNode();
    String other = startNode();

    assertThat(one).isNotEqualTo(other);
    for (String port : List.of(one, other)) {
      assertThat(count(port)).isEqualTo(60_175);
    }
  }

  private static long count(String port) throws SQLException {
    String url = "jdbc:arrow-flight-sql://127.0.0.1:" + port + "/?useEncryption=false";
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM tpch.tiny.lineitem")) {
      assertThat(rows.next()).isTrue();
      return rows.getLong(1);
    }
  }

  @Test
  void theProgramInTheDocumentationGetsItsRows() throws Exception {
    String port = startNode();
    Matcher program = Pattern.compile("```java\n(import java.sql.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of("docs/clients.md")));
    assertThat(program.find()).isTrue();
    Path source =
        Files.writeString(folder.resolve("Ask.java"), program.group(1).replace("32010", port));
    String driver = Path.of(ArrowFlightJdbcDriver.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI())
        .toString();

    try (JarProcess ask = JarProcess.startJava(
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED", "-cp", driver, source.toString()))
        .await()) {
      assertThat(ask.out()).as(ask.err()).isEqualTo("FRANCE 3\nGERMANY 3\n");
    }
  }
}
