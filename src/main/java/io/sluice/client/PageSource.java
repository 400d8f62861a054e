package io.sluice.client;

import io.sluice.error.SluiceException;
import io.vertx.core.Future;

/** Where the pages of one result come from. All on one context. */
interface PageSource {
  /** Who gets the pages, on the context. After the last page or a failure it hears nothing more. */
  interface Listener {
    /** To be told to the source when it is consumed: {@link PageSource#consumed}. */
    void onPage(Page page);

    void onFailure(SluiceException failure);
  }

  /** Begins the query. To be called once. */
  void start();

  /** A page has been consumed. */
  void consumed();

  /**
   * Ends the query if it still runs; the listener hears nothing more.
   *
   * @return completes when the coordinator has ended it, or cannot be reached
   */
  Future<Void> cancel();
}
