package io.sluice.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigValues;
import io.sluice.extension.FileFormat;
import io.sluice.extension.ScanRequest;
import io.sluice.extension.TableProvider;
import io.sluice.plan.ExecutionPlan;
import io.sluice.type.DataType;
import io.sluice.type.Field;
import io.sluice.type.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileTablesTest {
  private static final ConfigValues SETTINGS = ConfigValues.of(List.of());

  @TempDir
  Path directory;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String file : List.of(
        "a.one",
        "b.two",
        "data/x.one",
        "data/y.ONE",
        "data/z.txt",
        "data/.hidden.one",
        "data/_log/w.one",
        "data/deep/v.one",
        "text/n.txt",
        "mixed/a.one",
        "mixed/b.two")) {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "");
    }
  }

  @Test
  void aFileIsFoundRelativeToTheWorkingDirectoryAndByItsFullPath() {
    assertThat(files("a.one")).containsExactly("a.one");
    assertThat(files(directory.resolve("a.one").toString())).containsExactly("a.one");
    assertThat(files("data/../a.one")).containsExactly("a.one");
  }

  @Test
  void aDirectoryStandsForTheFilesBelowItThatAFormatKnows() {
    assertThat(files("data")).containsExactly("data/deep/v.one", "data/x.one", "data/y.ONE");
    assertThat(files("data/")).containsExactly("data/deep/v.one", "data/x.one", "data/y.ONE");
  }

  @Test
  void aPatternFindsFilesInOrder() {
    assertThat(files("data/*.one")).containsExactly("data/x.one");
    assertThat(files("data/{x,y}.*")).containsExactly("data/x.one", "data/y.ONE");
    assertThat(files("data/**.one")).containsExactly("data/deep/v.one", "data/x.one");
    assertThat(files(directory + "/data/?.one")).containsExactly("data/x.one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "./data/*.one",
        "data/./*.one",
        "data//*.one",
        "data/deep/../*.one",
        "../%s/data/*.one",
        "%s/data/../data/*.one",
        "/%s//data/./*.one",
        "data/[x]*.one",
        "*/./*.one",
        "*//x.one"
      })
  void aPatternMayNameAPlaceInManyWays(String pattern) {
    String folder = pattern.startsWith("..") ? "" + directory.getFileName() : "" + directory;
    assertThat(files(pattern.formatted(folder))).contains("data/x.one");
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(() -> files("none.one")).hasMessage("No file 'none.one' found");
    assertThatThrownBy(() -> files("none/*.one")).hasMessage("No file 'none/*.one' found");
    assertThatThrownBy(() -> files("text/n.txt"))
        .hasMessage("No format reads 'n.txt'; known endings are .one, .two");
    assertThatThrownBy(() -> files("mixed"))
        .hasMessage(
            "'mixed' holds One and Two files; name files of one format, for instance with *.one");
  }

  @Test
  void filesOutsideTheAllowedDirectoriesAreNotRead() throws IOException {
    FileAccess access = new FileAccess(directory, List.of(directory.resolve("data")));
    assertThat(files("data/x.one", access)).containsExactly("data/x.one");
    assertThatThrownBy(() -> files("a.one", access)).hasMessageContaining("opens files below");
    assertThatThrownBy(() -> files("data/../a.one", access))
        .hasMessageContaining("opens files below");
    Files.createSymbolicLink(directory.resolve("data/link.one"), directory.resolve("a.one"));
    assertThatThrownBy(() -> files("data/link.one", access))
        .hasMessageContaining("opens files below");
    assertThatThrownBy(() -> files("data/x.one", new FileAccess(directory, List.of())))
        .hasMessage("'data/x.one': this server does not open files");
  }

  private List<String> files(String pattern) {
    return files(pattern, new FileAccess(directory, List.of(directory)));
  }

  private List<String> files(String pattern, FileAccess access) {
    FileTables tables = new FileTables(
        List.of(new NamingFormat("One", "one"), new NamingFormat("Two", "two")), List.of(), access);
    return tables.open(pattern, SETTINGS).schema().fields().stream()
        .map(Field::name)
        .map(name -> directory.relativize(Path.of(name)).toString())
        .toList();
  }

  /** Its tables have a column for each file, of the file's name. */
  private record NamingFormat(String name, String ending) implements FileFormat {
    @Override
    public List<String> extensions() {
      return List.of(ending);
    }

    @Override
    public TableProvider open(List<String> files, ConfigValues config) {
      Schema schema = new Schema(
          files.stream().map(file -> new Field(file, DataType.INTEGER, true)).toList());
      return new TableProvider() {
        @Override
        public Schema schema() {
          return schema;
        }

        @Override
        public ExecutionPlan scan(ScanRequest request) {
          throw new UnsupportedOperationException("not scanned here");
        }
      };
    }
  }
}
