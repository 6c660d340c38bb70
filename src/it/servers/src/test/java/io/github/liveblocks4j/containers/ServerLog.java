package io.github.liveblocks4j.containers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The log of a server, searched for complaints by us, about us, or that we cause. */
final class ServerLog {

  private static final Pattern COMPLAINT =
      Pattern.compile("\\b(WARN|WARNING|ERROR|SEVERE|FATAL|SLF4J|Exception in thread)\\b");

  /** Begins another entry: a level, or the first line of two by java.util.logging. */
  private static final Pattern NEXT_ENTRY =
      Pattern.compile(
          "\\b(INFO|AUDIT|CONFIG|FINE|DEBUG|WARN|WARNING|ERROR|SEVERE|FATAL)\\b|^\\w{3} \\d+,"
              + " \\d{4} ");

  /** WildFly logs what is printed to stderr line by line; the group is the thread. */
  private static final Pattern FRAME = Pattern.compile("ERROR \\[stderr] (\\(.+?\\)) \\tat ");

  private static final List<Pattern> OURS =
      List.of(
          Pattern.compile("(?i)liveblocks"),
          Pattern.compile("SLF4J"),
          Pattern.compile("(?i)memory leak|failed to (stop|remove) it"));

  /** Logged because of what the tests do on purpose. */
  private static final List<Pattern> EXPECTED =
      List.of(
          Pattern.compile("File not found: /api/liveblocks-auth"),
          // Jetty 9 to 11 say so of every request that is answered before its body is there.
          Pattern.compile("Pending read in onCompleted HttpConnection"),
          Pattern.compile("oejs\\.HttpInput:.*EofException: Early EOF"),
          Pattern.compile("rejected a page: its origin '"),
          Pattern.compile("oejh\\.HttpParser:.*Trailer is too large"),
          // WildFly 26 has a Jandex that does not understand annotated type arguments of a record.
          Pattern.compile("Could not index class io/github/liveblocks4j/rooms/RoomUpdate\\.class"),
          // Its Undertow prints the trace of a chunk that is cut off, beside throwing it,
          Pattern.compile("ERROR \\[stderr] .*IOException: UT000029: Channel was closed mid chunk"),
          // and WildFly fails before the endpoint where a client has left already.
          Pattern.compile("UT005023: .* UT000139: Exchange already complete"),
          Pattern.compile("HostPort\\b.*Bad (Authority|IPv6 host): "),
          Pattern.compile(
              "Liveblocks endpoint '[\\w-]+' of /\\w+ responded 503 upstream_unavailable: .*"),
          Pattern.compile(
              "Liveblocks endpoint 'liveblocks-webhook' of /\\w+ responded 500 handler_failed: code"
                  + " of the application failed"),
          Pattern.compile(
              "Liveblocks endpoint 'liveblocks-webhook' of /\\w+ rejected a delivery.*"),
          Pattern.compile(
              "Liveblocks endpoint 'broken' of /complete is misconfigured: init-param maxBodyBytes:"
                  + " .*"),
          Pattern.compile(
              "Liveblocks endpoint 'behind-an-old-filter' of /complete blocks a request thread"
                  + " .*"));

  /** Logged exactly once, each about the endpoint that is there for it. */
  static final List<String> REQUIRED =
      List.of(
          "Liveblocks endpoint 'broken' of /complete is misconfigured",
          "Liveblocks endpoint 'behind-an-old-filter' of /complete blocks a request thread");

  private final List<String> lines;

  ServerLog(String text) {
    this.lines = text.lines().toList();
  }

  /** Returns the complaints, with the next line: some servers put the message there. */
  List<String> complaints() {
    return Stream.iterate(0, i -> i < lines.size(), i -> i + 1)
        .filter(i -> COMPLAINT.matcher(lines.get(i)).find())
        .map(i -> exception(i) + lines.get(i) + continuation(i + 1))
        .filter(entry -> OURS.stream().anyMatch(ours -> ours.matcher(entry).find()))
        .filter(entry -> EXPECTED.stream().noneMatch(said -> said.matcher(entry).find()))
        .toList();
  }

  /** Returns the line of the exception to which a frame belongs; empty for other lines. */
  private String exception(int i) {
    Matcher frame = FRAME.matcher(lines.get(i));
    if (!frame.find()) {
      return "";
    }
    return Stream.iterate(i, j -> j >= 0, j -> j - 1)
        .map(lines::get)
        .filter(line -> line.contains(frame.group(1)) && !FRAME.matcher(line).find())
        .findFirst()
        .map(line -> line + "\n")
        .orElse("");
  }

  private String continuation(int i) {
    return i < lines.size() && !NEXT_ENTRY.matcher(lines.get(i)).find() ? "\n" + lines.get(i) : "";
  }

  long count(String text) {
    return lines.stream().filter(line -> line.contains(text)).count();
  }
}
