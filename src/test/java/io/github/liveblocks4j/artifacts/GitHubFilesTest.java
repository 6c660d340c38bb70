package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What GitHub reads: well-formed, and with the commands and names of the documents. */
class GitHubFilesTest {

  private static final Path ROOT = Path.of(".github");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }

  private static Map<?, ?> read(Path file) throws IOException {
    LoaderOptions strict = new LoaderOptions();
    strict.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(strict)).load(Files.readString(file));
  }

  /** Returns the values of a key, wherever it is. */
  private static List<Object> all(Object node, String key) {
    List<Object> found = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) -> {
            if (name.equals(key)) {
              found.add(value);
            }
            found.addAll(all(value, key));
          });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> found.addAll(all(each, key)));
    }
    return found;
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsWellFormed(Path file) throws IOException {
    assertThat(read(file)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci.yml", "release.yml"})
  void workflowRunsCommandsOfTheDocuments(String file) throws IOException {
    String documents =
        Files.readString(Path.of("README.md")) + Files.readString(ROOT.resolve("CONTRIBUTING.md"));

    assertThat(all(read(ROOT.resolve("workflows").resolve(file)), "run"))
        .isNotEmpty()
        .extracting(run -> run.toString().replaceFirst("^\\w+=\\S+ ", "").replace(" -B -ntp", ""))
        .allMatch(documents::contains);
  }
}
