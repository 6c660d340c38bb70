package io.github.liveblocks4j.spring;

import org.springframework.boot.web.embedded.jetty.JettyServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/** With embedded Jetty. */
class JettyTest extends CollaborationTest {

  JettyTest() {
    super(Jetty.class);
  }

  static class Jetty {
    @Bean
    ServletWebServerFactory server() {
      return new JettyServletWebServerFactory();
    }
  }
}
