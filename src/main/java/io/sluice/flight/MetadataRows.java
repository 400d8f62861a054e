package io.sluice.flight;

import io.sluice.ipc.ArrowBody;
import io.sluice.ipc.ArrowField;
import java.util.List;

/** The answer to a question about catalogs, types or the server. */
record MetadataRows(List<ArrowField> fields, List<ArrowBody.Message> batches) {
  MetadataRows {
    fields = List.copyOf(fields);
    batches = List.copyOf(batches);
  }
}
