package io.sluice.flight;

import com.google.flatbuffers.FlatBufferBuilder;
import io.sluice.ipc.ArrowField;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/** Parameters as they are announced: in types that the JDBC driver can bind. Values may come as others, too. */
final class ParameterColumns {
  private ParameterColumns() {}

  static List<ArrowField> of(List<DataType> types) {
    List<ArrowField> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      fields.add(of("$" + (i + 1), types.get(i)));
    }
    return fields;
  }

  private static ArrowField of(String name, DataType type) {
    return switch (type.kind()) {
      case TIMESTAMP, TIMESTAMP_NANOS -> timestamp(name, false);
      case TIMESTAMP_TZ -> timestamp(name, true);
      case TIME ->
        new ArrowField(
            name,
            true,
            Type.Time,
            builder -> Time.createTime(builder, TimeUnit.MILLISECOND, 32),
            List.of(),
            Map.of());
      case INTERVAL, UUID, ARRAY, MAP, ROW ->
        ArrowField.of(new Field(name, DataType.VARCHAR, true));
      default -> ArrowField.of(new Field(name, type, true));
    };
  }

  private static ArrowField timestamp(String name, boolean isUtc) {
    return new ArrowField(
        name,
        true,
        Type.Timestamp,
        builder ->
            Timestamp.createTimestamp(builder, TimeUnit.MILLISECOND, isUtc ? utc(builder) : 0),
        List.of(),
        Map.of());
  }

  private static int utc(FlatBufferBuilder builder) {
    return builder.createString("UTC");
  }
}
