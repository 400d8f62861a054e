package io.sluice.flight.metadata;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.ipc.ArrowBatchWriter;
import io.sluice.ipc.ArrowBody;
import io.sluice.ipc.ArrowField;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Union;
import org.apache.arrow.flatbuf.UnionMode;
import org.jspecify.annotations.Nullable;

/** The answer about the server: pairs of a number and a value of one of six types, a dense union. */
public final class SqlInfos {
  private static final List<DataType> TYPES = List.of(
      DataType.VARCHAR,
      DataType.BOOLEAN,
      DataType.BIGINT,
      DataType.INTEGER,
      DataType.array(DataType.VARCHAR),
      DataType.map(DataType.INTEGER, DataType.array(DataType.INTEGER)));

  private static final List<String> NAMES = List.of(
      "string_value",
      "bool_value",
      "bigint_value",
      "int32_bitmask",
      "string_list",
      "int32_to_int32_list_map");

  public static final List<ArrowField> FIELDS = fields();

  private SqlInfos() {}

  private static List<ArrowField> fields() {
    List<ArrowField> members = new ArrayList<>();
    for (int i = 0; i < TYPES.size(); i++) {
      members.add(ArrowField.of(new Field(NAMES.get(i), TYPES.get(i), true)));
    }
    ArrowField value =
        new ArrowField("value", true, Type.Union, SqlInfos::unionType, members, Map.of());
    return List.of(MetadataSchemas.unsigned("info_name", 32), value);
  }

  private static int unionType(FlatBufferBuilder builder) {
    int[] ids = new int[TYPES.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i;
    }
    return Union.createUnion(builder, UnionMode.Dense, Union.createTypeIdsVector(builder, ids));
  }

  /**
   * The facts of some numbers, in their order; of all when there are none. Numbers without a fact are left out.
   *
   * @param facts as {@link ServerFacts} has them
   */
  public static ArrowBody.Message batch(Map<Integer, Object> facts, List<Integer> numbers) {
    Map<Integer, Object> asked = new LinkedHashMap<>();
    for (int number : numbers.isEmpty() ? facts.keySet() : new LinkedHashSet<>(numbers)) {
      Object fact = facts.get(number);
      if (fact != null) {
        asked.put(number, fact);
      }
    }
    List<List<@Nullable Object>> members = new ArrayList<>();
    TYPES.forEach(type -> members.add(new ArrayList<>()));
    byte[] nameBytes = new byte[4 * asked.size()];
    byte[] idBytes = new byte[asked.size()];
    byte[] offsetBytes = new byte[4 * asked.size()];
    ByteBuffer names = ints(nameBytes);
    ByteBuffer ids = ByteBuffer.wrap(idBytes);
    ByteBuffer offsets = ints(offsetBytes);
    asked.forEach((number, fact) -> {
      int member = member(fact);
      names.putInt(number);
      ids.put((byte) member);
      offsets.putInt(members.get(member).size());
      members.get(member).add(fact);
    });
    ArrowBody body = new ArrowBody();
    body.node(asked.size(), 0).buffer(new byte[0]).buffer(nameBytes);
    body.node(asked.size(), 0).buffer(idBytes).buffer(offsetBytes);
    for (int i = 0; i < TYPES.size(); i++) {
      ArrowBatchWriter.append(body, TYPES.get(i), members.get(i));
    }
    return body.finish(asked.size());
  }

  private static ByteBuffer ints(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int member(Object fact) {
    if (fact instanceof String) {
      return 0;
    }
    if (fact instanceof Boolean) {
      return 1;
    }
    if (fact instanceof Long) {
      return 2;
    }
    if (fact instanceof Integer) {
      return 3;
    }
    return fact instanceof List ? 4 : 5;
  }
}
