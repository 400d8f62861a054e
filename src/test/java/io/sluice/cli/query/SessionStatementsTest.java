package io.sluice.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.error.ErrorCode;
import io.sluice.error.Position;
import io.sluice.error.SluiceException;
import io.sluice.type.DataType;
import org.junit.jupiter.api.Test;

class SessionStatementsTest {
  private final SessionStatements session = new SessionStatements();

  @Test
  void whatIsSetAgainStandsOnceAndLast() {
    session.succeeded("SET batch_size = 10; USE a.b; SET target_partitions TO 3");
    session.succeeded("SET Batch_Size = 20");
    session.succeeded("use c");
    session.succeeded("SELECT 1; INSERT INTO t VALUES (1)");

    assertThat(session.prologue())
        .isEqualTo("SET target_partitions TO 3;\nSET Batch_Size = 20;\nuse c;\n");
  }

  @Test
  void whatIsResetUnderAnotherNameIsResetBehind() {
    session.succeeded("SET TIME ZONE 'Europe/Berlin'");
    session.succeeded("RESET timezone");
    assertThat(session.prologue()).isEqualTo("SET TIME ZONE 'Europe/Berlin';\nRESET timezone;\n");

    session.succeeded("RESET ALL");
    assertThat(session.prologue()).isEmpty();
  }

  @Test
  void preparedStatementsStayUntilTheyAreGivenUp() {
    session.succeeded("PREPARE p AS SELECT\n $1; PREPARE \"Q\" AS SELECT 2 -- two\n");
    assertThat(session.prologue())
        .isEqualTo("PREPARE p AS SELECT\n $1;\nPREPARE \"Q\" AS SELECT 2;\n");
    session.succeeded("DEALLOCATE PREPARE P");
    assertThat(session.prologue()).isEqualTo("PREPARE \"Q\" AS SELECT 2;\n");
    session.succeeded("DEALLOCATE ALL");
    assertThat(session.prologue()).isEmpty();
  }

  @Test
  void aVariableIsKeptAsItsValue() {
    assertThat(SessionStatements.variableSet("SET /* x */ variable V = now()")).contains("V");
    assertThat(SessionStatements.variableSet("SET variable_x = 1")).isEmpty();
    session.variable("SET VARIABLE v = now()", "V", DataType.VARCHAR, "it's");
    session.variable("SET VARIABLE w = x", "w", DataType.BIGINT, null);
    assertThat(session.prologue())
        .isEqualTo(
            "SET VARIABLE \"V\" = CAST('it''s' AS VARCHAR);\nSET VARIABLE \"w\" = CAST(NULL AS BIGINT);\n");
    session.succeeded("RESET VARIABLE v; RESET VARIABLE \"w\"");
    assertThat(session.prologue()).isEmpty();
  }

  @Test
  void positionsAreThoseOfTheStatement() {
    String prologue = "USE a;\nPREPARE p AS SELECT\n 1;\n";
    SluiceException failure = new SluiceException(ErrorCode.SYNTAX_ERROR, "wrong");

    assertThat(
            SessionStatements.located(failure.at(new Position(5, 7)), prologue).position())
        .isEqualTo(new Position(2, 7));
    assertThat(SessionStatements.located(failure.at(new Position(3, 1)), prologue))
        .hasMessage("What this session has set does not work here: wrong")
        .matches(moved -> moved.position() == null);
    assertThat(SessionStatements.located(failure, prologue)).isSameAs(failure);
  }
}
