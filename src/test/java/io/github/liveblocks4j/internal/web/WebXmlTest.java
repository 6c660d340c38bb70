package io.github.liveblocks4j.internal.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.internal.web.WebXml.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from a descriptor, and what it means for a path. */
class WebXmlTest {

  private static final String PATH = "/api/auth";
  private static final String LOGIN =
      "<auth-constraint><role-name>user</role-name></auth-constraint>";

  @TempDir private Path directory;

  private WebXml read(String document) throws IOException {
    Path file = directory.resolve("WEB-INF/web.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, document);
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(directory);
    return WebXmlReader.read(context.getServletContext());
  }

  private WebXml webXml(String content) throws IOException {
    return read(
        "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"5.0\">%s</web-app>"
            .formatted(content));
  }

  private static String constraint(String pattern, String methods, String auth) {
    return """
        <security-constraint>
          <web-resource-collection>
            <web-resource-name>x</web-resource-name><url-pattern>%s</url-pattern>%s
          </web-resource-collection>%s
        </security-constraint>
        """
        .formatted(pattern, methods, auth);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/auth, SIGNED_IN",
    "/api/*, SIGNED_IN",
    "/*, SIGNED_IN",
    "/, SIGNED_IN",
    "/other/*, EVERYBODY",
    "*.jsp, EVERYBODY"
  })
  void accessWhenOneConstraintAsksForARoleThenCountsIfItCovers(String pattern, Access expected)
      throws IOException {
    assertThat(webXml(constraint(pattern, "", LOGIN)).access("POST", PATH).access())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"/api/auth, EVERYBODY", "/api/*, EVERYBODY", "/, SIGNED_IN", "*.x, SIGNED_IN"})
  void accessWhenASecondConstraintExemptsThenTheBestMatchCounts(String pattern, Access expected)
      throws IOException {
    WebXml webXml = webXml(constraint("/*", "", LOGIN) + constraint(pattern, "", ""));
    assertThat(webXml.access("POST", PATH).access()).isEqualTo(expected);
  }

  @Test
  void accessWhenConstraintsShareAPatternThenTheyCombine() throws IOException {
    String login = constraint("/api/*", "", LOGIN);
    String open = constraint("/api/*", "", "");
    String nobody = constraint("/api/*", "", "<auth-constraint/>");
    assertThat(webXml(login + open).access("POST", PATH).access()).isEqualTo(Access.EVERYBODY);
    assertThat(webXml(login + open + nobody).access("POST", PATH).access())
        .isEqualTo(Access.NOBODY);
    assertThat(webXml(login + nobody).access("POST", PATH).pattern()).isEqualTo("/api/*");
  }

  @ParameterizedTest
  @CsvSource({
    "<http-method>POST</http-method>, SIGNED_IN",
    "<http-method>GET</http-method><http-method>POST</http-method>, SIGNED_IN",
    "<http-method>GET</http-method>, EVERYBODY",
    "<http-method-omission>POST</http-method-omission>, EVERYBODY",
    "<http-method-omission>GET</http-method-omission>, SIGNED_IN"
  })
  void accessWhenAConstraintIsLimitedToMethodsThenCountsForThose(String methods, Access expected)
      throws IOException {
    // The weaker match says nothing, even where the best does not apply to the method.
    WebXml webXml = webXml(constraint("/*", "", LOGIN) + constraint(PATH, methods, LOGIN));
    assertThat(webXml.access("POST", PATH).access()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/*, <dispatcher>ASYNC</dispatcher>, true",
    "/*, <dispatcher>REQUEST</dispatcher><dispatcher>ASYNC</dispatcher>, true",
    "/api/auth, <dispatcher>ASYNC</dispatcher>, true",
    "/other, <dispatcher>ASYNC</dispatcher>, false",
    "/*, <dispatcher>REQUEST</dispatcher>, false",
    "/*, '', false"
  })
  void dispatchesAsyncWhenAFilterIsMappedThenItsDispatchersCount(
      String pattern, String dispatchers, boolean expected) throws IOException {
    WebXml webXml =
        webXml(
            """
            <filter-mapping>
              <filter-name>liveblocks</filter-name><url-pattern>%s</url-pattern>%s
            </filter-mapping>
            """
                .formatted(pattern, dispatchers));
    assertThat(webXml.dispatchesAsync("liveblocks", PATH)).isEqualTo(expected);
    assertThat(webXml.dispatchesAsync("another", PATH)).isFalse();
  }

  @Test
  void readWhenTheDescriptorIsOldThenItsDtdIsNotFetched() throws IOException {
    WebXml webXml =
        read(
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <!DOCTYPE web-app PUBLIC "-//Sun Microsystems, Inc.//DTD Web Application 2.3//EN"
              "http://127.0.0.1:1/web-app_2_3.dtd">
            <web-app><login-config><auth-method> BASIC </auth-method></login-config></web-app>
            """);
    assertThat(webXml.authMethod()).isEqualTo("BASIC");
  }

  @Test
  void readWhenAnExternalEntityNamesAFileThenItIsNotRead() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "FORM");
    WebXml webXml =
        read(
            """
            <!DOCTYPE web-app [<!ENTITY file SYSTEM "%s">]>
            <web-app><login-config><auth-method>&file;</auth-method></login-config></web-app>
            """
                .formatted(secret.toUri()));
    assertThat(webXml.authMethod()).isEmpty();
  }

  @Test
  @Timeout(20)
  void readWhenEntitiesExpandWithoutEndThenGivesUp() throws IOException {
    StringBuilder entities = new StringBuilder("<!ENTITY e0 \"aaaaaaaaaa\">");
    for (int i = 1; i < 12; i++) {
      entities.append("<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    WebXml webXml =
        read(
            "<!DOCTYPE web-app [%s]><web-app><display-name>&e11;</display-name></web-app>"
                .formatted(entities));
    assertThat(webXml).isEqualTo(WebXml.EMPTY);
  }

  @Test
  void readWhenThereIsNoFileThenSaysNothing() {
    ServletContextHandler context = new ServletContextHandler();
    context.setBaseResourceAsPath(directory);
    assertThat(WebXmlReader.read(context.getServletContext())).isEqualTo(WebXml.EMPTY);
  }
}
