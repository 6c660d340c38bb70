package io.github.liveblocks4j.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** An application as its team would write it, for an executable jar and for a WAR. */
@SpringBootApplication
public class Application extends SpringBootServletInitializer {

  /**
   * Starts it.
   *
   * @param args Spring's
   */
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }
}
