package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the parts, prints their sections, and writes them into the document. */
public final class Main {

  private static final Map<String, Part> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("cpu", new CpuPart());
    PARTS.put("latency", new LatencyPart());
    PARTS.put("start", new StartPart());
    PARTS.put("crowd", new CrowdPart());
    PARTS.put("virtual", new VirtualThreadsPart());
    PARTS.put("micro", new MicroPart());
  }

  private Main() {}

  /** Runs; the arguments are those of the build. */
  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.of(arguments);
    if (!PARTS.keySet().containsAll(settings.only())) {
      throw new IllegalArgumentException("-Dbench.only takes any of " + PARTS.keySet());
    }
    if (!Files.exists(Path.of("/proc/self/stat"))) {
      throw new IllegalStateException("it needs Linux: processor time is read from /proc");
    }
    Document document = new Document(settings.docs().resolve("performance.md"));
    boolean complete = true;
    for (Map.Entry<String, Part> part : PARTS.entrySet()) {
      if (settings.only().contains(part.getKey())) {
        complete &= run(part.getKey(), part.getValue(), settings, document);
      }
    }
    // Of the measurements nothing is left that would keep the process.
    System.exit(complete ? 0 : 1);
  }

  /** Runs one; when it fails the others are still worth their time, and its section stays. */
  private static boolean run(String name, Part part, Settings settings, Document document) {
    progress(name);
    try {
      String section = part.run(settings);
      System.out.println(section);
      document.replace(name, section);
      return true;
    } catch (Exception e) {
      progress(name + " failed");
      e.printStackTrace(System.out);
      return false;
    }
  }

  /** Tells what is going on; a run takes minutes. */
  static void progress(String message) {
    System.out.println("bench: " + message);
  }

  /** Returns the command for a program of this build, on the JDK that runs this one. */
  static List<String> java(List<String> options, Class<?> program, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(Jdk.current().java()));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(arguments);
    return command;
  }
}
