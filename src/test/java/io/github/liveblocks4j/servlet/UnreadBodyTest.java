package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.support.TestApp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rejection does not cost the client, or a proxy, the connection. */
class UnreadBodyTest {

  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: (\\d+)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ready         | Origin: https://evil.example  | 403
          ready         | Content-Type: text/plain      | 400
          misconfigured | Content-Type: application/json | 503
          off           | Content-Type: application/json | 404
          """)
  void rejectionWhenTheBodyComesLateThenTheConnectionStaysOpen(
      String state, String header, String status) throws IOException {
    Map<String, String> settings =
        switch (state) {
          case "ready" -> Map.of("secretKey", "sk_test");
          case "off" -> Map.of("enabled", "false");
          default -> Map.of("secretKey", "nonsense");
        };
    try (TestApp app = TestApp.with(new LiveblocksAuthServlet(), settings);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), app.port())) {
      BufferedReader responses =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (int i = 0; i < 2; i++) {
        String head =
            "POST %s HTTP/1.1\r\nHost: localhost\r\n%s\r\nContent-Length: 2\r\n\r\n"
                .formatted(TestApp.PATH, header);
        send(socket, head);
        socket.setSoTimeout(200); // Long enough to find a response that comes too early.
        assertThatThrownBy(responses::readLine).isInstanceOf(SocketTimeoutException.class);

        socket.setSoTimeout(10_000);
        send(socket, "{}");

        assertThat(statusOf(responses)).isEqualTo(status);
      }
    }
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  /** Reads one response to its end. */
  private static String statusOf(BufferedReader responses) throws IOException {
    String status = responses.readLine();
    assertThat(status).as("a response, not the connection's end").isNotNull();
    int length = 0;
    for (String line = responses.readLine(); !line.isEmpty(); line = responses.readLine()) {
      Matcher matcher = LENGTH.matcher(line);
      length = matcher.matches() ? Integer.parseInt(matcher.group(1)) : length;
    }
    assertThat(responses.skip(length)).isEqualTo(length);
    return status.split(" ", -1)[1];
  }
}
