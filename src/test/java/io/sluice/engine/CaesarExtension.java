package io.sluice.engine;

import static io.sluice.type.DataType.BIGINT;
import static io.sluice.type.DataType.VARCHAR;

import io.sluice.expression.ScalarImplementation;
import io.sluice.expression.ScalarImplementation.Nulls;
import io.sluice.extension.Extension;
import io.sluice.extension.ScalarFunction;
import io.sluice.type.DataType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Brings {@code caesar(text, shift)}, as a user would write it. */
public final class CaesarExtension implements Extension {
  @Override
  public String name() {
    return "caesar";
  }

  @Override
  public List<ScalarFunction> scalarFunctions() {
    return List.of(new Caesar());
  }

  private static final class Caesar implements ScalarFunction {
    @Override
    public String name() {
      return "caesar";
    }

    @Override
    public List<String> aliases() {
      return List.of("rotate_letters");
    }

    @Override
    public List<String> signatures() {
      return List.of("caesar(text, shift)");
    }

    @Override
    public String description() {
      return "The text with its small letters moved on in the alphabet.";
    }

    @Override
    public Optional<ScalarImplementation> implementation(List<DataType> argumentTypes) {
      boolean fits = argumentTypes.size() == 2
          && argumentTypes.get(0).equals(VARCHAR)
          && (argumentTypes.get(1).equals(BIGINT) || argumentTypes.get(1).equals(DataType.INTEGER));
      return fits
          ? Optional.of(ScalarImplementation.ofRows(
              List.of(VARCHAR, BIGINT),
              VARCHAR,
              Nulls.STRICT,
              row -> shift(
                  (String) Objects.requireNonNull(row[0]), (Long) Objects.requireNonNull(row[1]))))
          : Optional.empty();
    }

    private static String shift(String text, long shift) {
      return text.chars()
          .map(c -> c < 'a' || c > 'z' ? c : 'a' + (int) Math.floorMod(c - 'a' + shift, 26L))
          .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
          .toString();
    }
  }
}
