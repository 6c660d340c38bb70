package io.github.liveblocks4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksException;
import io.github.liveblocks4j.micrometer.LiveblocksMetrics;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.testing.Failure;
import io.github.liveblocks4j.testing.FakeLiveblocks;
import io.github.liveblocks4j.testing.FakeLiveblocksExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.actuate.health.Status;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** Metrics and health by auto-configuration. */
@ExtendWith(FakeLiveblocksExtension.class)
class ObservedTest {

  private static final LiveblocksListener OWN = new LiveblocksListener() {};

  @ParameterizedTest
  @CsvSource({"true, false, METRICS", "false, false, NONE", "true, true, OWN"})
  void listenerWhenThereIsARegistryThenCountsInIt(boolean registry, boolean own, String expected) {
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      if (registry) {
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
      }
      if (own) {
        context.registerBean(LiveblocksListener.class, () -> OWN);
      }
      context.register(LiveblocksMetricsAutoConfiguration.class);
      context.refresh();

      Object found = context.getBeanProvider(LiveblocksListener.class).getIfAvailable();
      assertThat(found == OWN ? "OWN" : found instanceof LiveblocksMetrics ? "METRICS" : "NONE")
          .isEqualTo(expected);
    }
  }

  @Test
  void healthWhenTheKeyIsRejectedThenDown(FakeLiveblocks fake) {
    try (Liveblocks client =
        Liveblocks.builder().secretKey(fake.secretKey()).baseUrl(fake.baseUrl()).build()) {
      var boot3 =
          new LiveblocksHealthAutoConfiguration.SpringBoot3().liveblocksHealthIndicator(client);
      var boot4 =
          new LiveblocksHealthAutoConfiguration.SpringBoot4().liveblocksHealthIndicator(client);
      assertThat(boot3.health().getStatus()).isEqualTo(Status.UP);
      assertThat(String.valueOf(boot4.health())).startsWith("UP");

      fake.always(Failure.status(403));
      assertThatThrownBy(() -> client.identifyUser(LiveblocksUser.of("alice")))
          .isInstanceOf(LiveblocksException.class);
      assertThat(boot3.health().getStatus()).isEqualTo(Status.DOWN);
      assertThat(boot3.health().getDetails()).containsEntry("secretKeyRejected", true);
      assertThat(String.valueOf(boot4.health()))
          .startsWith("DOWN")
          .contains("secretKeyRejected=true");
    }
  }

  @Test
  void healthWhenThereIsAClientThenHasAnIndicator() {
    try (Liveblocks client = Liveblocks.builder().secretKey("sk_test").build();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(Liveblocks.class, () -> client);
      context.register(LiveblocksHealthAutoConfiguration.class);
      context.refresh();
      // Both are on the class path of this test, and the later one has the name.
      assertThat(context.containsBean("liveblocksHealthIndicator")).isTrue();
    }
  }
}
