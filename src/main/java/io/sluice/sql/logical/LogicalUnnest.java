package io.sluice.sql.logical;

import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.sql.type.SqlTypes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelWriter;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Gives each row of the input as often as the longest of some collections has elements. The columns are those of the input, then the parts of each collection, then, if wanted,
 * the number of the element from 1.
 */
public final class LogicalUnnest extends SingleRel {
  private static final String ELEMENT = "unnest";
  private static final String ORDINALITY = "ordinality";

  private final List<RexNode> collections;
  private final boolean hasOrdinality;
  private final boolean isOuter;

  private LogicalUnnest(
      RelOptCluster cluster,
      RelTraitSet traits,
      RelNode input,
      List<RexNode> collections,
      boolean hasOrdinality,
      boolean isOuter) {
    super(cluster, traits, input);
    this.collections = List.copyOf(collections);
    this.hasOrdinality = hasOrdinality;
    this.isOuter = isOuter;
  }

  /**
   * Makes a node.
   *
   * @param collections ARRAYs and MAPs over the input's columns
   * @param isOuter whether a row whose collections are all NULL or empty is given once, with NULLs
   */
  public static LogicalUnnest create(
      RelNode input, List<RexNode> collections, boolean hasOrdinality, boolean isOuter) {
    return new LogicalUnnest(
        input.getCluster(), input.getTraitSet(), input, collections, hasOrdinality, isOuter);
  }

  /** The columns that some collections become, each under a name of its own. */
  public static RelDataType parts(
      RelDataTypeFactory types, List<RelDataType> collections, boolean hasOrdinality) {
    RelDataTypeFactory.Builder row = types.builder();
    Set<String> names = new HashSet<>();
    for (RelDataType type : collections) {
      List<RelDataType> parts = parts(type);
      for (int i = 0; i < parts.size(); i++) {
        String name = parts.size() == 1 ? ELEMENT : i == 0 ? "key" : "value";
        row.add(unique(name, names), types.createTypeWithNullability(parts.get(i), true));
      }
    }
    if (hasOrdinality) {
      row.add(unique(ORDINALITY, names), types.createSqlType(SqlTypeName.BIGINT));
    }
    return row.build();
  }

  private static String unique(String name, Set<String> taken) {
    String unique = name;
    for (int i = 1; !taken.add(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** The types of the columns that a collection becomes. */
  private static List<RelDataType> parts(RelDataType collection) {
    RelDataType key = collection.getKeyType();
    RelDataType value = collection.getValueType();
    if (key != null && value != null) {
      return List.of(key, value);
    }
    RelDataType element = collection.getComponentType();
    if (element == null) {
      throw new SluiceException(
          ErrorCode.TYPE_MISMATCH,
          "UNNEST takes an ARRAY or a MAP, but got " + SqlTypes.toEngine(collection));
    }
    return List.of(element);
  }

  /** How many columns a collection becomes. */
  public static int partCount(RexNode collection) {
    return parts(collection.getType()).size();
  }

  public List<RexNode> collections() {
    return collections;
  }

  public boolean hasOrdinality() {
    return hasOrdinality;
  }

  public boolean isOuter() {
    return isOuter;
  }

  /** The same over another input; see {@link #create}. */
  public LogicalUnnest over(RelNode newInput, List<RexNode> newCollections, boolean newIsOuter) {
    return create(newInput, newCollections, hasOrdinality, newIsOuter);
  }

  @Override
  protected RelDataType deriveRowType() {
    RelDataTypeFactory types = getCluster().getTypeFactory();
    RelDataType parts =
        parts(types, collections.stream().map(RexNode::getType).toList(), hasOrdinality);
    RelDataTypeFactory.Builder row = types.builder();
    Set<String> names = new HashSet<>();
    input
        .getRowType()
        .getFieldList()
        .forEach(field -> row.add(unique(field.getName(), names), field.getType()));
    parts.getFieldList().forEach(field -> {
      boolean isNullable = isOuter || field.getType().isNullable();
      row.add(
          unique(field.getName(), names),
          types.createTypeWithNullability(field.getType(), isNullable));
    });
    return row.build();
  }

  @Override
  public RelNode copy(RelTraitSet traits, List<RelNode> inputs) {
    return new LogicalUnnest(
        getCluster(), traits, inputs.get(0), collections, hasOrdinality, isOuter);
  }

  @Override
  public RelNode accept(RexShuttle shuttle) {
    List<RexNode> visited = new ArrayList<>(shuttle.apply(collections));
    return visited.equals(collections) ? this : over(input, visited, isOuter);
  }

  @Override
  public RelWriter explainTerms(RelWriter writer) {
    return super.explainTerms(writer)
        .item("collections", collections)
        .item("ordinality", hasOrdinality)
        .item("outer", isOuter);
  }
}
