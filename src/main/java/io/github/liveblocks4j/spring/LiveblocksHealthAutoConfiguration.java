package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The client's health for Spring Boot's actuator, whose types moved with Spring Boot 4. {@code
 * management.health.liveblocks.enabled=false} switches it off.
 */
@AutoConfiguration(after = LiveblocksAutoConfiguration.class)
@ConditionalOnBean(Liveblocks.class)
@ConditionalOnProperty(name = "management.health.liveblocks.enabled", matchIfMissing = true)
public class LiveblocksHealthAutoConfiguration {

  /** For Spring. */
  LiveblocksHealthAutoConfiguration() {}

  private static Map<String, Object> details(LiveblocksHealth health) {
    return Map.of(
        "secretKeyRejected", health.secretKeyRejected(),
        "tokenBreakerOpen", health.tokenBreakerOpen(),
        "breakerOpen", health.breakerOpen(),
        "callsInFlight", health.callsInFlight(),
        "callsWaiting", health.callsWaiting());
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.actuate.health.HealthIndicator")
  static class SpringBoot3 {

    @Bean
    org.springframework.boot.actuate.health.HealthIndicator liveblocksHealthIndicator(
        Liveblocks liveblocks) {
      return () -> {
        LiveblocksHealth health = liveblocks.health();
        return (health.isUp()
                ? org.springframework.boot.actuate.health.Health.up()
                : org.springframework.boot.actuate.health.Health.down())
            .withDetails(details(health))
            .build();
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(name = "org.springframework.boot.health.contributor.HealthIndicator")
  static class SpringBoot4 {

    @Bean
    org.springframework.boot.health.contributor.HealthIndicator liveblocksHealthIndicator(
        Liveblocks liveblocks) {
      return () -> {
        LiveblocksHealth health = liveblocks.health();
        return (health.isUp()
                ? org.springframework.boot.health.contributor.Health.up()
                : org.springframework.boot.health.contributor.Health.down())
            .withDetails(details(health))
            .build();
      };
    }
  }
}
