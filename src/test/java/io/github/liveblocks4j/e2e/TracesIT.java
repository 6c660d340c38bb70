package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.LiveblocksAuthServlet;
import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's Java agent sees of a token request, in a process of its own. */
@Tag("e2e")
class TracesIT {

  /** A span as the agent's console exporter writes it. */
  private static final Pattern SPAN =
      Pattern.compile("'([^']*)' : (\\w{32}) \\w{16} (\\w+) \\[tracer: ([^:]+)");

  /** The process: an application, and one request for a token. */
  static final class TokenRequest {

    private TokenRequest() {}

    public static void main(String[] arguments) {
      try (FakeLiveblocks fake = FakeLiveblocks.start();
          TestApp app =
              TestApp.with(
                  new LiveblocksAuthServlet(request -> LiveblocksUser.of("alice@acme")), fake)) {
        System.out.println(app.post("{\"room\":\"acme:plans\"}").statusCode());
      }
    }
  }

  @Test
  void tokenWhenTheAgentIsThereThenHasASpanOfTheCallInItsTrace() throws Exception {
    String classPath = System.getProperty("java.class.path");
    String agent =
        Stream.of(classPath.split(File.pathSeparator, -1))
            .filter(entry -> entry.contains("opentelemetry-javaagent"))
            .findFirst()
            .orElseThrow();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-javaagent:" + agent,
                "-Dotel.traces.exporter=console",
                "-Dotel.metrics.exporter=none",
                "-Dotel.logs.exporter=none",
                "-cp",
                classPath,
                TokenRequest.class.getName())
            .redirectErrorStream(true)
            .start();
    String output;
    try {
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }

    MatchResult request = span(output, "SERVER", "io.opentelemetry.jetty-12.0");
    MatchResult call = span(output, "CLIENT", "io.opentelemetry.apache-httpclient-5.0");
    assertThat(request.group(1)).isEqualTo("POST " + TestApp.PATH);
    assertThat(call.group(2)).as("trace").isEqualTo(request.group(2));
    assertThat(output).contains("/v2/identify-user").doesNotContain("alice", "acme:plans", "sk_");
  }

  private static MatchResult span(String output, String kind, String tracer) {
    return SPAN.matcher(output)
        .results()
        .filter(span -> span.group(3).equals(kind) && span.group(4).equals(tracer))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + kind + " in:\n" + output));
  }
}
