package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A servlet container that is yet to be started.
 *
 * @param war the web application, deployed as {@code app}
 * @param threads at most so many for requests
 * @param virtual whether requests run on virtual threads instead
 * @param options of the JVM
 * @param environment settings of the library
 */
record ServerSetup(
    Product product,
    Jdk jdk,
    Path war,
    int threads,
    boolean virtual,
    List<String> options,
    Map<String, String> environment) {

  /** What both containers have by default. */
  private static final int DEFAULT_THREADS = 200;

  /** Returns one with the container's defaults, whose application calls this upstream. */
  static ServerSetup of(Product product, Jdk jdk, Path war, Upstream upstream) {
    return new ServerSetup(
        product, jdk, war, DEFAULT_THREADS, false, upstream.trust(), upstream.environment());
  }

  ServerSetup threads(int count) {
    return new ServerSetup(product, jdk, war, count, virtual, options, environment);
  }

  ServerSetup onVirtualThreads() {
    return new ServerSetup(product, jdk, war, threads, true, options, environment)
        .setting("LIVEBLOCKS_ASYNC", "false");
  }

  ServerSetup option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new ServerSetup(product, jdk, war, threads, virtual, more, environment);
  }

  ServerSetup setting(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new ServerSetup(product, jdk, war, threads, virtual, options, more);
  }

  /** Starts it, and waits until it says so; its endpoint may still be starting. */
  Site start(String name) throws IOException, InterruptedException {
    Path base = Workspace.fresh("server-" + name);
    int port = Workspace.freePort();
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    command.addAll(options);
    command.addAll(product.prepare(base, port, this));
    Files.createDirectories(base.resolve("webapps"));
    Files.copy(war, base.resolve("webapps/app.war"));
    Map<String, String> all = new HashMap<>(environment);
    all.put("JAVA_HOME", jdk.home().toString());
    Program program = Program.start(base, base.resolve("console.txt"), all, command);
    return Site.awaitStarted(program, port, product.started());
  }
}
