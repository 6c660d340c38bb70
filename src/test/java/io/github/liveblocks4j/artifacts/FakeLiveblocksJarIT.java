package io.github.liveblocks4j.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar with the classifier {@code testing}, as it is published. */
class FakeLiveblocksJarIT {

  private static final String OURS = "io/github/liveblocks4j/testing/";

  private final Path jar = Artifact.TESTING.file();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void jarHasItsLibrariesUnderNamesOfItsOwnOnly() throws IOException {
    JarContent content = JarContent.of(Artifact.TESTING);

    assertThat(content.names())
        .allMatch(name -> name.startsWith(OURS) || name.startsWith("META-INF/"))
        .contains(
            OURS + "FakeLiveblocks.class",
            OURS + "FakeLiveblocksExtension.class",
            OURS + "AuthRequests.class",
            OURS + "shaded/json/Json.class",
            OURS + "shaded/eclipse/parsson/JsonProviderImpl.class",
            "META-INF/LICENSE",
            "META-INF/NOTICE",
            "META-INF/THIRD-PARTY-LICENSES")
        .doesNotHaveDuplicates();
    assertThat(content.mentions(Pattern.compile("jakarta/json|org/eclipse/parsson|org/apache/hc")))
        .isEmpty();
  }

  /** No servlet API, no JUnit, no JSON, no HTTP client, not the library itself. */
  @Test
  void commandLineWhenGivenAPortThenPrintsOneLineAndResponds() throws Exception {
    Process process = start("0");

    String line = firstLine(process.inputReader());

    Matcher url = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)").matcher(line);
    assertThat(url.find()).as(line).isTrue();
    assertThat(line).contains("sk_fake");
    assertThat(identify(url.group()).statusCode()).isEqualTo(200);

    Process second = start(url.group(1));

    assertThat(firstLine(second.errorReader()))
        .contains("Cannot listen on port " + url.group(1))
        .contains("in use");
    assertEndsSilently(second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "-1", "65536", "99999999999", "80 81"})
  void commandLineWhenPortIsMalformedThenSaysSoAndEnds(String port) throws Exception {
    Process process = start(port.split(" "));

    assertThat(firstLine(process.errorReader())).contains("port").contains("65535");
    assertEndsSilently(process);
  }

  private static void assertEndsSilently(Process process) throws Exception {
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(process.errorReader().lines()).isEmpty();
    assertThat(process.inputReader().lines()).isEmpty();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    processes.add(process);
    return process;
  }

  private static String firstLine(BufferedReader from) throws IOException {
    String line = from.readLine();
    return line == null ? "" : line;
  }

  private static HttpResponse<String> identify(String baseUrl) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(baseUrl + "/v2/identify-user"))
                .header("Authorization", "Bearer sk_fake")
                .POST(BodyPublishers.ofString("{\"userId\":\"alice\"}"))
                .build(),
            BodyHandlers.ofString());
  }
}
