package io.sluice.sql;

import io.sluice.type.Literal;
import java.util.List;
import java.util.Map;

/**
 * All that the plan of a query depends on, but for what the catalogs answer, the time and chance.
 *
 * @param text of all statements that were parsed together
 * @param index which of them
 * @param pivotValues the columns of its PIVOTs that were asked for before
 * @param isPivotQuestion whether the query for such columns is meant
 * @param hasTypedParameters as of the session
 * @param settings those that differ from their defaults
 * @param path the current catalog and schema
 * @param variables of the session
 */
record PlanKey(
    String text,
    int index,
    List<List<String>> pivotValues,
    boolean isPivotQuestion,
    List<Literal> parameters,
    boolean hasTypedParameters,
    Map<String, String> settings,
    List<String> path,
    Map<String, Literal> variables) {
  static PlanKey of(Statement.Query query, SessionContext session, List<Literal> parameters) {
    StatementText source = query.source();
    return new PlanKey(
        source.text(),
        source.index(),
        source.pivotValues(),
        source.isPivotQuestion(),
        List.copyOf(parameters),
        session.hasTypedParameters(),
        session.settings().overrides(),
        session.names().path(),
        session.variables());
  }
}
