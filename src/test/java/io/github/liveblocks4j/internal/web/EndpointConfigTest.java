package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.ee9.webapp.WebAppContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointConfigTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "<dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher>, true",
    "<dispatcher>REQUEST</dispatcher>, false",
    "'', false"
  })
  void redispatchedWhenAFilterIsMappedThenIsWhatItsDispatchersSay(
      String dispatchers, boolean expected) throws IOException {
    Path file = directory.resolve("WEB-INF/web.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="5.0" metadata-complete="true">
          <filter><filter-name>f</filter-name><filter-class>%s</filter-class></filter>
          <filter-mapping>
            <filter-name>f</filter-name><url-pattern>/*</url-pattern>%s
          </filter-mapping>
        </web-app>
        """
            .formatted(Recording.class.getName(), dispatchers));
    WebAppContext context = new WebAppContext();
    context.setContextPath("/mywar");
    context.setBaseResourceAsPath(directory);
    context.setParentLoaderPriority(true);
    CompletableFuture<EndpointConfig> seen = new CompletableFuture<>();
    context.setAttribute("seen", seen);

    try (TestApp app = TestApp.of(context.get())) {
      assertThat(app.port()).isPositive();
      EndpointConfig config = seen.getNow(null);
      assertThat(config.redispatched()).isEqualTo(expected);
      assertThat(config.location()).isEqualTo("/mywar/api/auth");
      assertThat(config).hasToString("Liveblocks endpoint 'f' of /mywar");
    }
  }

  /** Tells the test what the container says to a filter. */
  public static final class Recording implements Filter {

    @Override
    @SuppressWarnings("unchecked")
    public void init(FilterConfig config) {
      var seen =
          (CompletableFuture<EndpointConfig>) config.getServletContext().getAttribute("seen");
      seen.complete(EndpointConfig.of(config, "/api/auth"));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }
}
