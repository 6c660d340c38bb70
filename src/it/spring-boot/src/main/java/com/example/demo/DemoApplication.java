package com.example.demo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;

/** An application as Spring Initializr makes it, for an executable jar and for a WAR. */
@SpringBootApplication
public class DemoApplication extends SpringBootServletInitializer {

  /**
   * Starts it.
   *
   * @param args Spring's
   */
  public static void main(String[] args) {
    SpringApplication.run(DemoApplication.class, args);
  }
}
