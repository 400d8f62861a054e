package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.vertx.core.json.JsonObject;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
  @Test
  void whatIsAbsentHasItsDefault() {
    NodeConfig config = NodeConfig.of(new JsonObject());

    assertThat(config.roles()).containsExactly(NodeRole.COORDINATOR, NodeRole.WORKER);
    assertThat(config.getInt(NodeOptions.WORKER_PORT)).isZero();
    assertThat(config.list(NodeOptions.CLUSTER_MEMBERS)).containsExactly("127.0.0.1");
    assertThat(config.list(NodeOptions.EXTENSIONS)).isEmpty();
  }

  @Test
  void objectsAndDottedNamesSetTheSameOptions() {
    NodeConfig config = NodeConfig.of(new JsonObject("""
        {"roles": ["worker"], "worker": {"port": 7000}, "cluster.name": "x",
         "cluster": {"members": ["a:1", "b"], "port_auto_increment": false}}"""));

    assertThat(config.roles()).containsExactly(NodeRole.WORKER);
    assertThat(config.hasRole(NodeRole.COORDINATOR)).isFalse();
    assertThat(config.getInt(NodeOptions.WORKER_PORT)).isEqualTo(7000);
    assertThat(config.get(NodeOptions.CLUSTER_NAME)).isEqualTo("x");
    assertThat(config.list(NodeOptions.CLUSTER_MEMBERS)).containsExactly("a:1", "b");
    assertThat(config.get(NodeOptions.CLUSTER_PORT_AUTO_INCREMENT)).isFalse();
  }

  @Test
  void theExchangesLimitsBelongToTheNode() {
    NodeConfig config = NodeConfig.of(new JsonObject("{\"exchange\": {\"frame_bytes\": 4096}}"));

    assertThat(config.values().get(ExchangeOptions.FRAME_BYTES)).isEqualTo(4096);
  }

  @Test
  void anEmptyArrayOfRolesMakesAClient() {
    assertThat(NodeConfig.of(new JsonObject("{\"roles\": []}")).roles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {"wroker": {"port": 0}}              | Unknown option 'wroker.port'; did you mean 'worker.port'?
      {"worker": {"prot": 0}}              | Unknown option 'worker.prot'; did you mean 'worker.port'?
      {"whatever": {}}                     | Unknown option 'whatever'
      {"worker": 5}                        | Option 'worker' must be an object of options, but got 5
      {"worker": {"port": "0"}}            | Option 'worker.port' must be a whole number from 0 to 65535, but got '0'
      {"worker": {"port": 1.5}}            | Option 'worker.port' must be a whole number from 0 to 65535, but got '1.5'
      {"worker": {"port": 65536}}          | Option 'worker.port' must be a whole number from 0 to 65535, but got '65536'
      {"worker": {"port": {"x": 1}}}       | Option 'worker.port' must be a whole number from 0 to 65535, but got {"x":1}
      {"worker": {"port": null}}           | Option 'worker.port' must be a whole number from 0 to 65535, but got null
      {"cluster": {"name": 7}}             | Option 'cluster.name' must be a text, but got 7
      {"cluster": {"port_auto_increment": "yes"}} | Option 'cluster.port_auto_increment' must be true or false, but got 'yes'
      {"cluster": {"members": "a,b"}}      | Option 'cluster.members' must be an array of 'host' or 'host:port', but got 'a,b'
      {"cluster": {"members": [1]}}        | Option 'cluster.members' must be an array of 'host' or 'host:port', but got [1]
      {"roles": ["master"]}                | Option 'roles' must be an array of 'coordinator' and 'worker', but got 'master'
      {"worker": {"host": "0.0.0.0"}}      | Option 'worker.host' must be an address that other nodes reach, but got '0.0.0.0'
      {"cluster": {"heartbeat_timeout_seconds": 2, "heartbeat_interval_seconds": 2}} | Option 'cluster.heartbeat_timeout_seconds' must be more than 'cluster.heartbeat_interval_seconds', but got 2 and 2
      {"worker.port": 1, "worker": {"port": 1}} | Option 'worker.port' is given twice
      {"session": 1}                       | Option 'session' must be an object of session options, but got 1
      {"session": {"a": [1]}}              | Option 'session.a' must be a text, a number, true or false, but got [1]
      """)
  void aMistakeIsNamedInFull(String json, String message) {
    assertThatThrownBy(() -> NodeConfig.of(new JsonObject(json)))
        .hasMessage(message)
        .asInstanceOf(InstanceOfAssertFactories.type(SluiceException.class))
        .extracting(SluiceException::code)
        .isEqualTo(ErrorCode.INVALID_OPTION);
  }

  @Test
  void sessionOptionsAreCheckedAgainstTheSessionsOwn() {
    ConfigValues defaults = ConfigValues.of(SessionOptions.ALL);
    NodeConfig config = NodeConfig.of(
        new JsonObject("{\"session\": {\"target_partitions\": 8, \"query\": {\"timeout\": 5}}}"));

    ConfigValues settings = config.sessionDefaults(defaults);

    assertThat(settings.getInt(SessionOptions.TARGET_PARTITIONS)).isEqualTo(8);
    assertThat(settings.get(SessionOptions.QUERY_TIMEOUT)).isEqualTo(5);
    assertThatThrownBy(
            () -> NodeConfig.of(new JsonObject("{\"session\": {\"target_partitons\": 8}}"))
                .sessionDefaults(defaults))
        .hasMessageStartingWith(
            "Unknown option 'target_partitons'; did you mean 'target_partitions'?")
        .hasMessageContaining("'session'");
  }
}
