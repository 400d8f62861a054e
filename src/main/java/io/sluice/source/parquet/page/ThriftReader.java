package io.sluice.source.parquet.page;

import java.io.ByteArrayInputStream;
import org.apache.parquet.format.InterningProtocol;
import shaded.parquet.org.apache.thrift.TBase;
import shaded.parquet.org.apache.thrift.TConfiguration;
import shaded.parquet.org.apache.thrift.TException;
import shaded.parquet.org.apache.thrift.protocol.TCompactProtocol;
import shaded.parquet.org.apache.thrift.transport.TIOStreamTransport;

/** Reads Thrift structures of a file. Lengths that reach beyond the bytes at hand are refused before anything is allocated for them. */
public final class ThriftReader {
  private static final int MAX_DEPTH = 64;

  private ThriftReader() {}

  /**
   * Fills a structure from bytes.
   *
   * @return how many bytes it took
   * @throws TException when the bytes are no such structure, or end too early
   */
  public static int read(TBase<?, ?> structure, byte[] bytes, int offset, int length)
      throws TException {
    ByteArrayInputStream input = new ByteArrayInputStream(bytes, offset, length);
    TConfiguration limits = new TConfiguration(length, length, MAX_DEPTH);
    structure.read(new InterningProtocol(
        new TCompactProtocol(new TIOStreamTransport(limits, input), length, length)));
    return length - input.available();
  }
}
