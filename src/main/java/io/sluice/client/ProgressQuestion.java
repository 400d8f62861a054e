package io.sluice.client;

import io.sluice.config.RandomSource;
import io.sluice.coordinator.QueryProgress;
import io.sluice.plan.QueryId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Asks all coordinators for a query, of which one knows it. */
final class ProgressQuestion {
  private ProgressQuestion() {}

  static Future<Optional<QueryProgress>> ask(
      Vertx vertx, String address, QueryId queryId, long timeoutMillis) {
    String replyAddress = address + ".progress." + QueryId.random(RandomSource.SYSTEM);
    Promise<Optional<QueryProgress>> answer = Promise.promise();
    MessageConsumer<JsonObject> answers = vertx.eventBus().consumer(replyAddress);
    answers.handler(message -> {
      try {
        answer.tryComplete(Optional.of(QueryProgress.ofJson(message.body())));
      } catch (IllegalArgumentException e) {
        answer.tryFail(e);
      }
    });
    long timer = vertx.setTimer(timeoutMillis, late -> answer.tryComplete(Optional.empty()));
    JsonObject question =
        new JsonObject().put("queryId", queryId.toString()).put("replyAddress", replyAddress);
    answers
        .completion()
        .onSuccess(reachable -> vertx.eventBus().publish(address + ".progress", question))
        .onFailure(answer::tryFail);
    return answer.future().andThen(answered -> {
      vertx.cancelTimer(timer);
      answers.unregister();
    });
  }
}
