package io.github.liveblocks4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.internal.web.MisconfiguredException;
import io.github.liveblocks4j.internal.web.Setting;
import io.github.liveblocks4j.internal.web.Spi;
import io.github.liveblocks4j.servlet.UserResolver;
import java.security.Principal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.security.authentication.TestingAuthenticationToken;

/** Properties by the names that Spring Boot takes for them, beans, and authorities. */
class SpringFrameworkTest {

  private final StandardEnvironment environment = new StandardEnvironment();
  private final GenericApplicationContext context = new GenericApplicationContext();
  private final SpringFramework spring = new SpringFramework(context.getBeanFactory(), environment);

  private final Map<String, Object> properties = new HashMap<>();
  private final Map<String, Object> variables = new HashMap<>();

  SpringFrameworkTest() {
    environment.getPropertySources().remove("systemEnvironment");
    environment.getPropertySources().addLast(new MapPropertySource("application", properties));
    environment
        .getPropertySources()
        .addLast(new SystemEnvironmentPropertySource("test-systemEnvironment", variables));
  }

  @ParameterizedTest
  @EnumSource
  void propertyWhenNamedAsTheSettingIsElsewhereThenIsFound(Setting setting) {
    String property = "liveblocks." + setting.property();
    variables.put("LIVEBLOCKS_" + setting.name(), "variable");
    assertThat(spring.property(property)).isEqualTo("variable");
    assertThat(spring.propertyNames()).containsExactly(property);

    properties.put("liveblocks." + setting.initParam(), "property");
    assertThat(spring.property(property)).isEqualTo("property");
    assertThat(spring.propertyNames()).containsExactly(property);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "liveblocks.role-groups",
        "liveblocks.roleGroups",
        "liveblocks.role_groups",
        "liveblocks.rolegroups"
      })
  void propertyWhenSpeltInAnyWayOfSpringBootThenIsFound(String name) {
    properties.put(name, "a, b");

    assertThat(spring.property("liveblocks.role-groups")).isEqualTo("a, b");
    assertThat(spring.propertyNames()).containsExactly("liveblocks.role-groups");
  }

  @Test
  void propertyWhenListThenItsEntriesAreJoined() {
    properties.put("liveblocks.role-groups[0]", "a");
    properties.put("liveblocks.role-groups[1]", "b");

    assertThat(spring.property("liveblocks.role-groups")).isEqualTo("a,b");
    assertThat(spring.propertyNames()).containsExactly("liveblocks.role-groups");
  }

  @Test
  void propertyWhenItRefersToAnotherThenHasItsText() {
    properties.put("liveblocks.secret-key", "${key}");
    properties.put("key", "sk_x");

    assertThat(spring.property("liveblocks.secret-key")).isEqualTo("sk_x");
    assertThat(spring.property("liveblocks.base-url")).isNull();
  }

  @Test
  void propertyNamesWhenMisspeltThenAreKebabCase() {
    properties.put("liveblocks.maxRetris", "1");
    properties.put("other.maxRetries", "1");
    variables.put("LIVEBLOCKS_SECRET_KYE", "1");

    assertThat(spring.propertyNames())
        .containsExactly("liveblocks.max-retris", "liveblocks.secret-kye");
  }

  private void bean(String name, UserResolver bean) {
    context.registerBean(name, UserResolver.class, () -> bean);
  }

  @Test
  void beanWhenThereIsOneThenIsFoundWithItsName() {
    assertThat(spring.bean(UserResolver.class)).isEmpty();
    UserResolver users = request -> null;
    bean("users", users);

    Spi<UserResolver> found = spring.bean(UserResolver.class).orElseThrow();
    assertThat(found.instance()).isSameAs(users);
    assertThat(found).hasToString("users (Spring bean)");
  }

  @Test
  void beanWhenThereAreTwoThenNamesBoth() {
    bean("users", request -> null);
    bean("others", request -> null);
    assertThatThrownBy(() -> spring.bean(UserResolver.class))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("users")
        .hasMessageContaining("others")
        .hasMessageContaining("@Primary");
  }

  @Test
  void beanWhenOneOfTwoIsPrimaryThenIsThatOne() {
    bean("users", request -> null);
    bean("others", request -> null);
    context.getBeanDefinition("others").setPrimary(true);

    assertThat(spring.bean(UserResolver.class).orElseThrow().name()).isEqualTo("others");
  }

  @Test
  void beanWhenItCannotBeCreatedThenSaysWhy() {
    context.registerBean(
        UserResolver.class,
        () -> {
          throw new IllegalStateException("the database is down");
        });

    assertThatThrownBy(() -> spring.bean(UserResolver.class))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessageContaining("cannot be created")
        .hasMessageContaining("the database is down");
  }

  @Test
  void isInRoleWhenAuthorityOfSpringSecurityThenHasIt() {
    Principal alice = new TestingAuthenticationToken("alice", "", List.of());
    assertThat(spring.isInRole(alice, "SCOPE_design")).isFalse();
    alice = new TestingAuthenticationToken("alice", "", "SCOPE_design");
    assertThat(spring.isInRole(alice, "SCOPE_design")).isTrue();
    assertThat(spring.isInRole(alice, "design")).isFalse();
    assertThat(spring.isInRole(() -> "bob", "SCOPE_design")).isFalse();
  }

  @Test
  void hasNoSettingWhosePropertyIsAmbiguous() {
    assertThat(Arrays.stream(Setting.values()).map(each -> each.property().replace("-", "")))
        .doesNotHaveDuplicates();
  }
}
