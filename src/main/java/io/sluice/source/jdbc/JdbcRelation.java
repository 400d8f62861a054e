package io.sluice.source.jdbc;

/**
 * What stands in FROM for the database.
 *
 * @param sql a table's name or a query in brackets; where it is not selectable, a whole query
 * @param quote what stands around names; empty where nothing can
 * @param isSelectable whether a SELECT of some columns may be written over it
 */
record JdbcRelation(String sql, String quote, boolean isSelectable) {
  String quoted(String name) {
    return quoted(name, quote);
  }

  static String quoted(String name, String quote) {
    return quote + (quote.isEmpty() ? name : name.replace(quote, quote + quote)) + quote;
  }
}
