package io.sluice.source.file;

import io.sluice.extension.file.FileWriter;
import io.sluice.extension.file.WriteOptions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A file of text in UTF-8, as GZIP where its options say so. Formats add how rows become text. */
public abstract class TextOutput implements FileWriter {
  /** The option that names the compression. */
  public static final String COMPRESSION = "compression";

  private static final String GZIP = "gzip";
  private static final int BUFFER_CHARS = 1 << 15;

  private final FileOutput output;
  private final Writer text;

  /** Begins a file; throws as {@link FileOutput#create} does. */
  protected TextOutput(Path file, Map<String, String> options) {
    output = FileOutput.create(file);
    try {
      text = new BufferedWriter(
          new OutputStreamWriter(
              isCompressed(options) ? new GZIPOutputStream(output, BUFFER_CHARS) : output,
              StandardCharsets.UTF_8),
          BUFFER_CHARS);
    } catch (IOException e) {
      output.discard();
      throw FileIdentity.failure("write", file.toString(), e);
    }
  }

  /**
   * Whether the options ask for GZIP.
   *
   * @throws io.sluice.error.SluiceException of code INVALID_ARGUMENT for another compression
   */
  public static boolean isCompressed(Map<String, String> options) {
    return new WriteOptions(options)
        .word(COMPRESSION, "none", List.of("none", "uncompressed", GZIP))
        .equals(GZIP);
  }

  /** The ending of such a file with these options. */
  public static String extension(String plain, Map<String, String> options) {
    return isCompressed(options) ? plain + ".gz" : plain;
  }

  /** A name that ends in {@code .gz} is that of a compressed file. */
  public static Map<String, String> impliedOptions(String fileName) {
    return fileName.toLowerCase(Locale.ROOT).endsWith(".gz") ? Map.of(COMPRESSION, GZIP) : Map.of();
  }

  /** Where rows are written to. */
  protected final Writer text() {
    return text;
  }

  /** The exception for what the text's writer threw. */
  protected final RuntimeException failure(IOException cause) {
    return FileIdentity.failure("write", output.file().toString(), cause);
  }

  /** Writes what stands behind the last row. */
  protected void end() throws IOException {}

  /** Nothing but a few characters is held. */
  @Override
  public final long bufferedBytes() {
    return 0;
  }

  @Override
  public final void flush() {}

  @Override
  public final long finish() {
    try {
      end();
      // Closes the file, too; it keeps its unfinished name until it is published.
      text.close();
      output.publish();
      return output.position();
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public final void close() {
    output.discard();
  }
}
