package io.sluice.source.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigOption;
import io.sluice.config.ConfigValues;
import io.sluice.config.SessionOptions;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.DistributedTaskContext;
import io.sluice.source.ScanTask;
import io.sluice.type.ArrayType;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.RowType;
import io.sluice.type.TypeKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random rows of random types, written with random white space and escapes, must come back, whatever the pieces, splits and batches. */
class RandomJsonTest {
  private static final List<DataType> FLAT =
      List.of(DataType.BOOLEAN, DataType.BIGINT, DataType.DOUBLE, DataType.VARCHAR, DataType.DATE);
  private static final String CHARACTERS = "aZ 09{}[]:,\"\\/\n\t\u0001é€\uD83D\uDE00'";

  @TempDir
  Path directory;

  private Random random = new Random();

  static IntStream seeds() {
    int first = new Random().nextInt(1 << 30);
    return IntStream.range(first, first + 40);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsComeBack(int seed) throws IOException {
    random = new Random(seed);
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      types.add(type(3));
    }
    List<List<Object>> rows = new ArrayList<>();
    // Of this one the types can be told.
    rows.add(types.stream().map(type -> value(type, true)).toList());
    for (int i = 0; i < random.nextInt(200); i++) {
      rows.add(
          types.stream().map(type -> part(type)).collect(ArrayList::new, List::add, List::addAll));
    }
    JsonLayout layout = JsonLayout.values()[random.nextInt(JsonLayout.values().length)];
    Path file = directory.resolve("a.json");
    Files.writeString(file, text(rows, types, layout));
    ConfigValues config = config(layout, rows.size());
    TableProvider table =
        new JsonExtension().fileFormats().get(0).open(List.of(file.toString()), config);
    assertThat(table.schema().fields().stream().map(Field::type).toList()).isEqualTo(types);
    List<Integer> all = IntStream.range(0, types.size()).boxed().toList();
    List<List<Object>> read = new ArrayList<>();
    try (ScanTask task = new ScanTask(config, DistributedTaskContext.SINGLE, 1L << 30)) {
      task.read(
          table.scan(new ScanRequest(all, List.of(), OptionalLong.empty(), config)),
          batch -> read.addAll(batch.rows()));
    }
    assertThat(read).isEqualTo(rows);
  }

  private ConfigValues config(JsonLayout layout, int rowCount) {
    List<ConfigOption<?>> options = new ArrayList<>(SessionOptions.ALL);
    options.addAll(new JsonConfig().options());
    String format = random.nextBoolean() && rowCount > 2 && layout != JsonLayout.UNSTRUCTURED
        ? "auto"
        : layout.name().toLowerCase(Locale.ROOT);
    return ConfigValues.of(options)
        .with(SessionOptions.TARGET_PARTITIONS, 1L)
        .with(SessionOptions.BATCH_SIZE, 1L + random.nextInt(50))
        .with(JsonConfig.FORMAT, format)
        .with(JsonConfig.SAMPLE_BYTES, 64L)
        .with(JsonConfig.READ_BYTES, 64L + random.nextInt(2000))
        .with(JsonConfig.SPLIT_BYTES, 64L + random.nextInt(5000));
  }

  private DataType type(int depth) {
    int choice = random.nextInt(depth == 0 ? FLAT.size() : FLAT.size() + 2);
    if (choice < FLAT.size()) {
      return FLAT.get(choice);
    }
    if (choice == FLAT.size()) {
      return new ArrayType(type(depth - 1));
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      fields.add(new Field("f" + i, type(depth - 1), true));
    }
    return new RowType(fields);
  }

  private Object part(DataType type) {
    return random.nextInt(4) == 0 ? null : value(type, false);
  }

  private Object value(DataType type, boolean isFull) {
    return switch (type.kind()) {
      case BOOLEAN -> random.nextBoolean();
      case BIGINT -> random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(100);
      case DOUBLE -> random.nextInt(1000) + 0.25;
      case VARCHAR -> isFull ? "x" : string();
      case DATE -> random.nextInt(20_000);
      case ARRAY -> {
        DataType element = ((ArrayType) type).element();
        List<Object> elements = new ArrayList<>();
        for (int i = isFull ? -1 : 0; i < random.nextInt(4); i++) {
          elements.add(isFull ? value(element, true) : part(element));
        }
        yield elements;
      }
      default -> {
        List<Object> values = new ArrayList<>();
        for (Field field : ((RowType) type).fields()) {
          values.add(isFull ? value(field.type(), true) : part(field.type()));
        }
        yield values;
      }
    };
  }

  private String string() {
    StringBuilder text = new StringBuilder("t");
    for (int i = random.nextInt(12); i > 0; i--) {
      int at = random.nextInt(CHARACTERS.length());
      text.appendCodePoint(
          Character.isLowSurrogate(CHARACTERS.charAt(at)) ? 'b' : CHARACTERS.codePointAt(at));
    }
    return text.toString();
  }

  private String text(List<List<Object>> rows, List<DataType> types, JsonLayout layout) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(new Field("c" + i, types.get(i), true));
    }
    boolean mayBreak = layout != JsonLayout.NEWLINE_DELIMITED;
    StringBuilder text = new StringBuilder();
    int first = 0;
    for (int i = 0; i < rows.size(); i++) {
      // What the sample cannot show.
      boolean isInOrder = i == 0 || text.length() < 4 * first + 256;
      text.append(i > 0 && layout == JsonLayout.ARRAY ? "," : "")
          .append(json(new RowType(fields), rows.get(i), isInOrder, mayBreak))
          .append(mayBreak ? blank(true) : "\n");
      first = i == 0 ? text.length() : first;
    }
    return layout == JsonLayout.ARRAY
        ? blank(true) + "[" + text + "]" + blank(true)
        : text.toString();
  }

  private String blank(boolean mayBreak) {
    return switch (random.nextInt(8)) {
      case 0 -> " ";
      case 1 -> "\t  ";
      case 2 -> mayBreak ? "\n" : "";
      case 3 -> mayBreak ? " \r\n " : "";
      default -> "";
    };
  }

  private String json(DataType type, Object value, boolean isInOrder, boolean mayBreak) {
    if (value == null) {
      return "null";
    }
    if (type.kind() == TypeKind.ARRAY) {
      DataType element = ((ArrayType) type).element();
      List<String> elements = ((List<?>) value)
          .stream().map(part -> json(element, part, isInOrder, mayBreak)).toList();
      return "[" + joined(elements, mayBreak) + "]";
    }
    if (type.kind() == TypeKind.ROW) {
      List<Field> fields = ((RowType) type).fields();
      List<String> members = new ArrayList<>();
      for (int i = 0; i < fields.size(); i++) {
        Object part = ((List<?>) value).get(i);
        if (part != null || random.nextBoolean()) {
          String name = random.nextInt(5) > 0
              ? fields.get(i).name()
              : "\\u%04x".formatted((int) fields.get(i).name().charAt(0))
                  + fields.get(i).name().substring(1);
          members.add("\"" + name + "\"" + blank(mayBreak) + ":" + blank(mayBreak)
              + json(fields.get(i).type(), part, isInOrder, mayBreak));
        }
      }
      if (!isInOrder && random.nextInt(3) == 0) {
        members.add("\"unknown\":" + List.of("1", "{\"c0\":[]}", "\"]\"").get(random.nextInt(3)));
        Collections.shuffle(members, random);
      }
      return "{" + joined(members, mayBreak) + "}";
    }
    return switch (type.kind()) {
      case VARCHAR -> quoted((String) value);
      case DATE -> "\"" + LocalDate.ofEpochDay((Integer) value) + "\"";
      default -> value.toString();
    };
  }

  private String joined(List<String> parts, boolean mayBreak) {
    String blank = blank(mayBreak);
    return blank + String.join(blank(mayBreak) + "," + blank(mayBreak), parts) + blank;
  }

  private String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> {
      if (character == '"' || character == '\\') {
        quoted.append('\\').appendCodePoint(character);
      } else if (character < ' ' || random.nextInt(10) == 0) {
        for (char unit : Character.toChars(character)) {
          quoted.append("\\u%04x".formatted((int) unit));
        }
      } else {
        quoted.appendCodePoint(character);
      }
    });
    return quoted.append('"').toString();
  }
}
