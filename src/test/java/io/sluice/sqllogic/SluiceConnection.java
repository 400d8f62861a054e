package io.sluice.sqllogic;

import io.sluice.api.SluiceOptions;
import io.sluice.coordinator.BatchLoop;
import io.sluice.coordinator.QueryResult;
import io.sluice.error.SluiceException;
import io.sluice.testing.EmbeddedEngine;
import io.sluice.type.DataType;
import io.sluice.type.Schema;
import io.sluice.type.TypeKind;
import io.sluice.type.ValueText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The engine with some workers in this process. Rows are cut into small batches and stages, so that few of them cross workers. */
final class SluiceConnection implements SltConnection {
  private final EmbeddedEngine engine;
  private final boolean hasOwnMessages;

  /**
   * @param hasOwnMessages whether the files hold this engine's messages
   */
  SluiceConnection(int workers, boolean hasOwnMessages) {
    this.hasOwnMessages = hasOwnMessages;
    engine = new EmbeddedEngine(new SluiceOptions()
        .setWorkers(workers)
        .setSetting("target_partitions", workers == 1 ? "1" : "2")
        .setSetting("bytes_per_task", "1")
        .setSetting("batch_size", workers == 1 ? "8192" : "3"));
  }

  @Override
  public String name() {
    return "sluice";
  }

  @Override
  public boolean hasOwnMessages() {
    return hasOwnMessages;
  }

  @Override
  public SltResult run(String sql) {
    try {
      QueryResult result = EmbeddedEngine.await(engine.session().execute(sql, List.of()));
      try {
        List<List<String>> rows = new ArrayList<>();
        Schema schema = result.schema();
        EmbeddedEngine.await(BatchLoop.forEach(result, batch -> {
          batch.rows().forEach(row -> rows.add(texts(schema, row)));
          return true;
        }));
        return new SltResult(types(schema), rows);
      } finally {
        EmbeddedEngine.await(result.close());
      }
    } catch (SluiceException e) {
      throw new SqlFailure(e.code() + ": " + e.getMessage(), e);
    } catch (CompletionException e) {
      throw new SqlFailure("no answer: " + e.getCause(), e);
    }
  }

  @Override
  public boolean isRefusal(SqlFailure failure) {
    return failure.text().matches("(?s)(NOT_SUPPORTED|FUNCTION_NOT_FOUND|SYNTAX_ERROR): .*");
  }

  private static List<String> texts(Schema schema, List<@Nullable Object> row) {
    List<String> texts = new ArrayList<>(row.size());
    for (int column = 0; column < row.size(); column++) {
      texts.add(ValueText.format(schema.type(column), row.get(column)));
    }
    return texts;
  }

  private static String types(Schema schema) {
    StringBuilder types = new StringBuilder();
    for (int column = 0; column < schema.size(); column++) {
      DataType type = schema.type(column);
      boolean isExact =
          !type.kind().equals(TypeKind.DOUBLE) && !type.kind().equals(TypeKind.DECIMAL);
      types.append(!type.isNumeric() ? 'T' : isExact ? 'I' : 'R');
    }
    return types.toString();
  }

  /** Nothing is reserved, open or running. */
  void assertNothingLeft() {
    engine.assertNothingLeft();
  }

  @Override
  public void close() {
    engine.close();
  }
}
