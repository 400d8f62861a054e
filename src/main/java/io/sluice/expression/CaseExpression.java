package io.sluice.expression;

import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * The result of the first branch whose condition is true, else the default. Conditions and results are computed only for the rows that reach them. All
 * results have the type of the expression.
 */
public record CaseExpression(List<Branch> branches, PhysicalExpression otherwise, DataType type)
    implements PhysicalExpression {
  /** WHEN condition THEN result. */
  public record Branch(PhysicalExpression condition, PhysicalExpression result) {}

  public CaseExpression {
    branches = List.copyOf(branches);
  }

  @Override
  public boolean isNullable() {
    return otherwise.isNullable()
        || branches.stream().anyMatch(branch -> branch.result().isNullable());
  }

  /** Condition and result of each branch in turn, then the default. */
  @Override
  public List<PhysicalExpression> children() {
    List<PhysicalExpression> children = new ArrayList<>();
    for (Branch branch : branches) {
      children.add(branch.condition());
      children.add(branch.result());
    }
    children.add(otherwise);
    return children;
  }

  @Override
  public PhysicalExpression withNewChildren(List<PhysicalExpression> children) {
    List<Branch> newBranches = new ArrayList<>();
    for (int i = 0; i + 1 < children.size(); i += 2) {
      newBranches.add(new Branch(children.get(i), children.get(i + 1)));
    }
    return new CaseExpression(newBranches, children.get(children.size() - 1), type);
  }

  @Override
  public ExpressionEvaluator newEvaluator() {
    return Evaluators.create(this);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("CASE");
    for (Branch branch : branches) {
      text.append(" WHEN ").append(branch.condition()).append(" THEN ").append(branch.result());
    }
    return text.append(" ELSE ").append(otherwise).append(" END").toString();
  }
}
