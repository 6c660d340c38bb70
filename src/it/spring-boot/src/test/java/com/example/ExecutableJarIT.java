package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The first token of the handbook's page, from an executable jar. */
@ExtendWith(FakeLiveblocksExtension.class)
class ExecutableJarIT {

  private static final Path SOURCES = Path.of("../../..").toAbsolutePath().normalize();

  private static final Pattern PORT = Pattern.compile("started on ports? (\\d+)");

  // command: spring-first-token
  private static final Pattern COMMAND =
      Pattern.compile("<!-- command: spring-first-token -->\n```sh\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void authWhenInExecutableJarThenRespondsAsDocumented(FakeLiveblocks fake) throws Exception {
    Matcher command = COMMAND.matcher(Files.readString(SOURCES.resolve("docs/spring-boot.md")));
    assertThat(command.find()).isTrue();

    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            "target/application-executable.jar",
            "--server.port=0",
            "--spring.config.import=file:"
                + SOURCES.resolve("test/resources/readme/spring-properties.properties"));
    java.environment().put("LIVEBLOCKS_SECRET_KEY", fake.secretKey());
    java.environment().put("LIVEBLOCKS_BASE_URL", fake.baseUrl().toString());
    Process application = java.redirectErrorStream(true).start();
    try (BufferedReader log = application.inputReader(StandardCharsets.UTF_8)) {
      String response = run(command.group(1).replace("8080", port(log)));

      assertThat(response).startsWith("{\"token\":");
      assertThat(fake.requests())
          .singleElement()
          .satisfies(
              request ->
                  assertThat(request.body())
                      .isEqualTo("{\"userId\":\"alice\",\"groupIds\":[\"DESIGNER\"]}"));
    } finally {
      application.destroyForcibly().waitFor();
    }
  }

  private static String port(BufferedReader log) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      all.append(line).append('\n');
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IllegalStateException("it does not start:\n" + all);
  }

  private static String run(String command) throws IOException {
    Process shell = new ProcessBuilder("bash", "-c", command).start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
