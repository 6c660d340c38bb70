package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.EndpointSettings;
import io.github.liveblocks4j.internal.web.Framework;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.mount.DefaultEndpoints;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import jakarta.servlet.ServletContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Mounts the endpoints in a Spring Boot application with a servlet container of its own, or on a
 * server, at the paths at which the jar mounts them elsewhere. What the application mounts itself,
 * as a bean or in another way, replaces the one of its kind.
 *
 * <p>Each endpoint takes what the application brings from its beans, such as a {@code
 * UserResolver}, and its settings from properties {@code liveblocks.*}, for example {@code
 * liveblocks.secret-key}.
 *
 * <p>Offers a bean: the {@link Liveblocks} client that the properties describe, where they have a
 * secret key and the application has no such bean. Without either, an application whose auth
 * endpoint is mounted here does not start, unless {@code liveblocks.enabled} is {@code false}.
 */
@AutoConfiguration(
    // The servlets that they register come first then, and ours look at what is there.
    afterName = {
      "org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration",
      "org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration"
    })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public class LiveblocksAutoConfiguration {

  /** For Spring. */
  LiveblocksAutoConfiguration() {}

  /** Known to the web application before any of its filters and servlets starts. */
  @Bean
  SpringFramework liveblocksSpring(
      ServletContext context,
      ConfigurableListableBeanFactory beans,
      ConfigurableEnvironment environment) {
    SpringFramework spring = new SpringFramework(beans, environment);
    context.setAttribute(Framework.class.getName(), spring);
    return spring;
  }

  @Bean
  @Conditional(OnSecretKey.class)
  @ConditionalOnMissingBean
  Liveblocks liveblocks(
      SpringFramework spring, ServletContext context, ObjectProvider<LiveblocksListener> listener) {
    return EndpointSettings.common(context).liveblocks(listener.getIfAvailable());
  }

  @Bean
  ServletContextInitializer liveblocksEndpoints(SpringFramework spring) {
    return context -> {
      if (DefaultEndpoints.mount(context)
          && EndpointSettings.common(context)
              .find(Setting.SECRET_KEY, Setting.SECRET_KEY_FILE)
              .isEmpty()
          && !spring.hasClient(context)) {
        throw new MisconfiguredException(
            "no secret key is set: neither the property liveblocks.secret-key nor"
                + " liveblocks.secret-key-file");
      }
    };
  }
}
