package io.github.liveblocks4j.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application as its team would write it. */
@SpringBootApplication
public class Application {

  /**
   * Starts it.
   *
   * @param args Spring's
   */
  public static void main(String[] args) {
    SpringApplication.run(Application.class, args);
  }
}
