package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.Running.Server;
import com.example.demo.DemoApplication;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Spring Boot's actuator shows of an application that sets nothing for it. */
@ExtendWith(FakeLiveblocksExtension.class)
class ActuatorTest {

  private static HttpResponse<String> get(Running application, String path) throws Exception {
    return application
        .browser()
        .send(HttpRequest.newBuilder(application.uri(path)).build(), BodyHandlers.ofString());
  }

  @Test
  void actuatorWhenTokensAreRequestedThenHasMetricsAndHealth(FakeLiveblocks fake) throws Exception {
    try (Running application =
        Running.start(
            Server.TOMCAT,
            fake,
            List.of(DemoApplication.class),
            "spring.config.import=file:../../../test/resources/readme/spring-properties.properties",
            "management.endpoints.web.exposure.include=health",
            "management.endpoint.health.show-details=always")) {
      application.signIn();
      assertThat(application.post("/api/liveblocks-auth", "{}").statusCode()).isEqualTo(200);
      assertThat(get(application, "/actuator/health/liveblocks").body())
          .contains("\"status\":\"UP\"", "\"secretKeyRejected\":false");

      fake.always(Failure.status(403));
      assertThat(application.post("/api/liveblocks-auth", "{}").statusCode()).isEqualTo(502);
      HttpResponse<String> down = get(application, "/actuator/health/liveblocks");
      assertThat(down.statusCode()).isEqualTo(503);
      assertThat(down.body()).contains("\"status\":\"DOWN\"", "\"secretKeyRejected\":true");

      MeterRegistry registry = application.context().getBean(MeterRegistry.class);
      while (registry.find("liveblocks.requests").tag("status", "502").timer() == null
          || registry.find("liveblocks.calls").tag("status", "403").timer() == null) {
        LockSupport.parkNanos(1_000_000); // Events come a little later, from two threads.
      }
      assertThat(registry.get("liveblocks.requests").tag("code", "ok").timer().count())
          .isEqualTo(1);
      assertThat(registry.get("liveblocks.secret.key.rejected").gauge().value()).isEqualTo(1);
    }
  }
}
