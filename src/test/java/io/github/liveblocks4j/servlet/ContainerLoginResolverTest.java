package io.github.liveblocks4j.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.testing.AuthRequests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in resolver; the handbook's tests have real logins. */
class ContainerLoginResolverTest {

  private final UserResolver resolver =
      UserResolver.containerLogin(List.of("designer", "user", "admin"));

  @Test
  void resolveWhenAUserIsSignedInThenNamedRolesAreGroups() throws Exception {
    AuthRequest request =
        AuthRequests.withoutRoom().user("alice", "user", "designer", "other").build();

    assertThat(resolver.resolve(request))
        .isEqualTo(LiveblocksUser.of("alice").groupIds("designer", "user"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void resolveWhenThePrincipalHasNoNameThenThereIsNoUser(String name) throws Exception {
    assertThat(resolver.resolve(AuthRequests.withoutRoom().build())).isNull();
    assertThat(resolver.resolve(AuthRequests.withoutRoom().user(() -> name).build())).isNull();
  }
}
