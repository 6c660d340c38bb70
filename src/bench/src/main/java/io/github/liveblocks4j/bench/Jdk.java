package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDK to run servers with.
 *
 * @param feature its version, for example 17
 * @param home where it is
 */
record Jdk(int feature, Path home) {

  private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(60);

  /** Returns the one that runs the measurements. */
  static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** Returns the one that {@code JAVA25_HOME} names, unless this is of that age itself. */
  static Optional<Jdk> jdk25() {
    String home = System.getenv("JAVA25_HOME");
    return current().feature() >= 25
        ? Optional.of(current())
        : Optional.ofNullable(home).map(path -> new Jdk(25, Path.of(path)));
  }

  /** Returns the full version, for a caption. */
  String version() throws IOException, InterruptedException {
    return Program.run(home, Map.of(), COMMAND_LIMIT, List.of(java(), "--version"))
        .lines()
        .skip(1)
        .findFirst()
        .orElse("JDK " + feature);
  }

  String java() {
    return home.resolve("bin/java").toString();
  }

  /** Returns the heap of a process that is still referenced, in MB. */
  double liveHeapMegabytes(Program program) throws IOException, InterruptedException {
    jcmd(program, "GC.run");
    Matcher used = USED.matcher(jcmd(program, "GC.heap_info"));
    if (!used.find()) {
      throw new IOException("jcmd GC.heap_info does not tell what is used");
    }
    return Long.parseLong(used.group(1)) / 1024.0;
  }

  private String jcmd(Program program, String command) throws IOException, InterruptedException {
    return Program.run(
        home,
        Map.of(),
        COMMAND_LIMIT,
        List.of(home.resolve("bin/jcmd").toString(), Long.toString(program.pid()), command));
  }
}
