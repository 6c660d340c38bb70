package io.github.liveblocks4j.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command was given.
 *
 * @param only the parts to run
 * @param rounds how often the contestants take their turns
 * @param seconds for one measurement
 * @param warmup seconds of load before the first one
 * @param jar the standalone jar
 * @param baseline another standalone jar to compare with
 * @param docs the documents to write into
 */
record Settings(
    List<String> only,
    int rounds,
    int seconds,
    int warmup,
    Path jar,
    Optional<Path> baseline,
    Path docs) {

  static Settings of(String[] arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      values.put(parts[0], parts.length == 2 ? parts[1] : "");
    }
    return new Settings(
        Arrays.stream(values.get("only").split(",")).map(String::strip).toList(),
        atLeastOne(values.get("rounds")),
        atLeastOne(values.get("seconds")),
        atLeastOne(values.get("warmup")),
        jar(values.get("jar")),
        Optional.of(values.get("baseline")).filter(file -> !file.isBlank()).map(Settings::jar),
        Path.of(values.get("docs")).toAbsolutePath().normalize());
  }

  private static int atLeastOne(String text) {
    return Math.max(1, Integer.parseInt(text));
  }

  private static Path jar(String file) {
    Path jar = Path.of(file).toAbsolutePath().normalize();
    if (!Files.isRegularFile(jar)) {
      throw new IllegalArgumentException(
          "there is no " + jar + ": run mvn -q install -Dmaven.test.skip in the root directory");
    }
    return jar;
  }
}
