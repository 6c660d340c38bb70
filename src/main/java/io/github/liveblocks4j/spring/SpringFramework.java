package io.github.liveblocks4j.spring;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.internal.web.Framework;
import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import jakarta.servlet.ServletContext;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.NamedBeanHolder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Spring's beans and properties, for the endpoints. */
final class SpringFramework implements Framework {

  private static final String PREFIX = "liveblocks.";
  private static final Pattern INDEX = Pattern.compile("\\[.*+");
  private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private final ConfigurableListableBeanFactory beans;
  private final ConfigurableEnvironment environment;
  private final boolean security;

  SpringFramework(ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
    this.beans = beans;
    this.environment = environment;
    this.security =
        ClassUtils.isPresent(
            "org.springframework.security.core.Authentication", beans.getBeanClassLoader());
  }

  /** Returns whether the application brings a client, as a bean or as an attribute. */
  boolean hasClient(ServletContext context) {
    return context.getAttribute(Liveblocks.class.getName()) != null
        || beans.getBeanNamesForType(Liveblocks.class, true, false).length > 0;
  }

  @Override
  public @Nullable String property(String name) {
    return property(environment, name);
  }

  /** Returns the text of a property by any of the names that Spring Boot takes for it. */
  static @Nullable String property(Environment environment, String name) {
    Binder binder = Binder.get(environment);
    return binder
        .bind(name, String.class)
        .orElseGet(
            () -> // Lists, as in YAML.
            binder
                    .bind(name, Bindable.listOf(String.class))
                    .map(entries -> String.join(",", entries))
                    .orElse(null));
  }

  @Override
  public List<String> propertyNames() {
    return environment.getPropertySources().stream()
        .filter(EnumerablePropertySource.class::isInstance)
        .map(EnumerablePropertySource.class::cast)
        .flatMap(source -> Arrays.stream(source.getPropertyNames()))
        // Of the environment's too: LIVEBLOCKS_SECRET_KEY.
        .filter(name -> name.replace('_', '.').regionMatches(true, 0, PREFIX, 0, PREFIX.length()))
        .map(SpringFramework::canonical)
        .distinct()
        .toList();
  }

  /** Returns a name as {@link Setting#property()} forms it: {@code secretKey}, {@code a_b[0]}. */
  private static String canonical(String name) {
    String whole = INDEX.matcher(name.substring(PREFIX.length())).replaceFirst("");
    String kebab =
        NEXT_WORD.matcher(whole).replaceAll("-").replace('_', '-').toLowerCase(Locale.ROOT);
    return PREFIX
        + Arrays.stream(Setting.values())
            .map(Setting::property)
            .filter(known -> known.replace("-", "").equals(kebab.replace("-", "")))
            .findFirst()
            .orElse(kebab);
  }

  @Override
  public <T> Optional<Spi<T>> bean(Class<T> type) {
    try {
      NamedBeanHolder<T> bean = beans.resolveNamedBean(type);
      return Optional.of(new Spi<>(bean.getBeanInstance(), bean.getBeanName(), "Spring bean"));
    } catch (NoUniqueBeanDefinitionException e) {
      throw MisconfiguredException.because(
          "more than one Spring bean is a %s; keep one, or make one @Primary"
              .formatted(type.getName()),
          e);
    } catch (NoSuchBeanDefinitionException e) {
      return Optional.empty();
    } catch (BeansException e) {
      throw MisconfiguredException.because(
          "the Spring bean that is a %s cannot be created".formatted(type.getName()), e);
    }
  }

  @Override
  public boolean isInRole(Principal user, String role) {
    return security && SpringAuthorities.has(user, role);
  }
}
