package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers in JavaScript, each with the identifyUser of @liveblocks/node. */
enum Peer {
  EXPRESS("Express", "express"),
  FASTIFY("Fastify", "fastify"),
  NODE("node:http", "node-http"),
  BUN("Bun.serve", "bun");

  private static final Pattern READY = Pattern.compile("ready");
  private static final Pattern DEPENDENCY =
      Pattern.compile("\"(@?[\\w/-]+)\": \"(\\d+\\.\\d+\\.\\d+)\"");
  private static final Duration INSTALL_LIMIT = Duration.ofMinutes(5);
  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(20);

  private final String title;
  private final String file;

  Peer(String title, String file) {
    this.title = title;
    this.file = file;
  }

  String title() {
    return title;
  }

  /** Installs them all from the lock file, if they are not there. */
  static void install() throws IOException, InterruptedException {
    Path directory = directory();
    Files.createDirectories(directory);
    try (Stream<Path> sources = Files.list(Path.of("js"))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Files.copy(
            source, directory.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    if (!Files.exists(directory.resolve("node_modules/.package-lock.json"))) {
      Program.run(directory, Map.of(), INSTALL_LIMIT, List.of("npm", "ci"));
    }
  }

  Site start(Upstream upstream) throws IOException {
    int port = Workspace.freePort();
    Map<String, String> environment = new HashMap<>(upstream.environment());
    environment.put("NODE_ENV", "production");
    environment.put("PORT", Integer.toString(port));
    Program program =
        Program.start(
            directory(),
            Workspace.fresh("peer-" + file).resolve("output.txt"),
            environment,
            List.of(runtime(), file + ".mjs"));
    return Site.awaitStarted(program, port, READY);
  }

  /** Returns the versions of what runs it. */
  String version() throws IOException, InterruptedException {
    return Program.run(directory(), Map.of(), COMMAND_LIMIT, List.of(runtime(), "--version"))
        .strip();
  }

  /** Returns the libraries and their versions, for a caption. */
  static String libraries() throws IOException {
    return DEPENDENCY
        .matcher(Files.readString(Path.of("js/package.json")))
        .results()
        .map(found -> found.group(1) + " " + found.group(2))
        .collect(Collectors.joining(", "));
  }

  private String runtime() throws IOException {
    if (this != BUN) {
      return "node";
    }
    // Of the packages for many machines npm has installed those that fit this one.
    try (Stream<Path> packages = Files.list(directory().resolve("node_modules/@oven"))) {
      return packages
          .sorted()
          .map(each -> each.resolve("bin/bun").toString())
          .findFirst()
          .orElseThrow(() -> new IOException("npm has installed no bun for this machine"));
    }
  }

  private static Path directory() {
    return Workspace.path("js");
  }
}
