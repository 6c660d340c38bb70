package io.github.liveblocks4j.spring;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.servlet.server.ServletWebServerFactory;
import org.springframework.context.annotation.Bean;

/** With embedded Tomcat. */
class TomcatTest extends CollaborationTest {

  TomcatTest() {
    super(Tomcat.class);
  }

  static class Tomcat {
    @Bean
    ServletWebServerFactory server() {
      return new TomcatServletWebServerFactory();
    }
  }
}
