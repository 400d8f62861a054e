package io.sluice.function.definition;

import io.sluice.expression.RowFunction;
import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.expression.kernel.ScalarKernel;
import io.sluice.extension.ScalarFunction;
import io.sluice.type.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** A function as its name, its documentation and its forms. Of several forms that take the arguments the one that converts least is called. */
public final class ScalarDefinition implements ScalarFunction {
  private final String category;
  private final String name;
  private final List<String> aliases;
  private final String description;
  private final String example;
  private final boolean isVolatile;
  private final List<Form> forms;

  private ScalarDefinition(Builder builder) {
    category = builder.category;
    name = builder.name;
    aliases = List.copyOf(builder.aliases);
    description = builder.description;
    example = builder.example;
    isVolatile = builder.isVolatile;
    forms = List.copyOf(builder.forms);
  }

  /** One way to call a function: empty for types it does not take. */
  private record Form(
      String signature, Function<List<DataType>, Optional<ScalarImplementation>> implementations) {}

  public static Builder named(String category, String name, String... aliases) {
    return new Builder(category, name, List.of(aliases));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> aliases() {
    return aliases;
  }

  @Override
  public List<String> signatures() {
    return forms.stream().map(Form::signature).toList();
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public String example() {
    return example;
  }

  @Override
  public String category() {
    return category;
  }

  @Override
  public boolean isVolatile() {
    return isVolatile;
  }

  @Override
  public Optional<ScalarImplementation> implementation(List<DataType> argumentTypes) {
    ScalarImplementation best = null;
    int least = Integer.MAX_VALUE;
    for (Form form : forms) {
      Optional<ScalarImplementation> found = form.implementations().apply(argumentTypes);
      if (found.isPresent()) {
        int cost = Conversions.cost(argumentTypes, found.get().parameterTypes());
        if (cost < least) {
          best = found.get();
          least = cost;
        }
      }
    }
    return Optional.ofNullable(best);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects the parts of a function. */
  public static final class Builder {
    private final String category;
    private final String name;
    private final List<String> aliases;
    private final List<Form> forms = new ArrayList<>();
    private String description = "";
    private String example = "";
    private boolean isVolatile;

    private Builder(String category, String name, List<String> aliases) {
      this.category = category;
      this.name = name;
      this.aliases = aliases;
    }

    /** What it computes, and a call with its result. */
    public Builder says(String sentence, String exampleCall) {
      description = sentence;
      example = exampleCall;
      return this;
    }

    public Builder isVolatile() {
      isVolatile = true;
      return this;
    }

    /** A form that is computed row by row, NULL where an argument is. */
    public Builder rows(
        String signature, List<DataType> parameters, DataType result, RowFunction rows) {
      return form(
          signature,
          parameters,
          ScalarImplementation.ofRows(parameters, result, Nulls.STRICT, rows));
    }

    /** A form that is computed row by row and may be NULL for other arguments. */
    public Builder nullableRows(
        String signature, List<DataType> parameters, DataType result, RowFunction rows) {
      return form(
          signature,
          parameters,
          ScalarImplementation.ofRows(parameters, result, Nulls.NULLABLE, rows));
    }

    /** A form that is computed by a kernel. */
    public Builder kernel(
        String signature,
        List<DataType> parameters,
        DataType result,
        Supplier<ScalarKernel> kernels) {
      return form(
          signature, parameters, ScalarImplementation.ofKernel(parameters, result, kernels));
    }

    private Builder form(
        String signature, List<DataType> parameters, ScalarImplementation implementation) {
      return form(
          signature,
          types -> Conversions.isPossible(types, parameters)
              ? Optional.of(implementation)
              : Optional.empty());
    }

    /** A form that depends on the types of the arguments. */
    public Builder form(
        String signature,
        Function<List<DataType>, Optional<ScalarImplementation>> implementations) {
      forms.add(new Form(signature, implementations));
      return this;
    }

    public ScalarFunction build() {
      return new ScalarDefinition(this);
    }
  }
}
