package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.micrometer.LiveblocksMetrics;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Counts requests and calls in the application's Micrometer registry, where it has one and brings
 * no {@link LiveblocksListener} of its own.
 */
@AutoConfiguration(
    before = LiveblocksAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
@ConditionalOnBean(type = "io.micrometer.core.instrument.MeterRegistry")
public class LiveblocksMetricsAutoConfiguration {

  /** For Spring. */
  LiveblocksMetricsAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean(LiveblocksListener.class)
  LiveblocksMetrics liveblocksMetrics(MeterRegistry registry) {
    return new LiveblocksMetrics(registry);
  }
}
