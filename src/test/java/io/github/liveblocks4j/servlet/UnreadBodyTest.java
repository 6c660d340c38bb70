package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.TestApp;
import io.github.liveblocks4j.support.hostile.RawRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rejection does not cost the client, or a proxy, the connection. */
class UnreadBodyTest {

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
        RawRequest request = RawRequest.to(app.port())) {
      for (int i = 0; i < 2; i++) {
        request.head(
            List.of(
                "POST " + TestApp.PATH + " HTTP/1.1",
                "Host: localhost",
                "Accept: application/json", // For the 404 of Jetty.
                header,
                "Content-Length: 2"));

        request.awaitNoResponse().send("{}");

        assertThat(request.response()).startsWith("HTTP/1.1 " + status);
      }
    }
  }
}
