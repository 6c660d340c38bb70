package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.servlet.AccessDeniedException;
import io.github.liveblocks4j.servlet.AuthRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** What a page says of its own in the callback form reaches the resolver. */
@EnumSource(Platform.class)
class CallbackE2eIT extends EndToEnd {

  private static final String WITH_ITS_OWN =
      """
      init => ({
        ...init,
        headers: { ...init.headers, "X-Tenant": "acme" },
        body: JSON.stringify({ ...JSON.parse(init.body), plan: { name: "größer 🦊", seats: 3 } }),
      })\
      """;

  CallbackE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("acme-admin", List.of("*:write")));
  }

  @Test
  void resolverSeesTheHeadersAndMembersOfThePage() {
    Site site = start(site().resolver(CallbackE2eIT::userByTenant));
    RealClient admin = open(site.page());

    admin.connect(room, AuthForm.CALLBACK.options(WITH_ITS_OWN));

    assertThat(admin.value("room.getSelf().id")).isEqualTo("acme-admin");
    assertThat(admin.value("room.getSelf().info")).isEqualTo(Map.of("seats", "3"));
  }

  @Test
  void resolverIsDeniedWhenThePageLeavesThemOut() {
    Site site = start(site().resolver(CallbackE2eIT::userByTenant));
    RealClient admin = open(site.page());

    admin.enter(room, AuthForm.CALLBACK.options());

    admin.until("errors.length > 0");
    assertThat(admin.value("errors[0].message"))
        .isEqualTo("Authentication failed: Say which tenant, and the plan.");
    assertThat(site.requests()).hasSize(1);
  }

  @Test
  void noRoomIsNamedWhenTheTokenIsForSomethingOutsideRooms() {
    List<Optional<String>> rooms = new CopyOnWriteArrayList<>();
    Site site =
        start(
            site()
                .resolver(
                    request -> {
                      rooms.add(request.room());
                      return LiveblocksUser.of("acme-admin");
                    }));
    RealClient admin = open(site.page());
    admin.connect(room, AuthForm.CALLBACK.options());

    // With the token that it has, the client would not ask.
    admin.value("room.disconnect(), client.logout()");
    Object notifications =
        admin.value("client.getInboxNotifications().then(() => 'there', (error) => String(error))");

    assertThat(notifications).isEqualTo("there");
    assertThat(rooms).containsExactly(Optional.of(room), Optional.empty());
  }

  private static LiveblocksUser userByTenant(AuthRequest request) {
    String tenant = request.http().getHeader("X-Tenant");
    if (tenant == null
        || !(request.body().get("plan") instanceof Map<?, ?> plan)
        || !"größer 🦊".equals(plan.get("name"))) {
      throw new AccessDeniedException("Say which tenant, and the plan.");
    }
    return LiveblocksUser.of(tenant + "-admin")
        .userInfo(Map.of("seats", String.valueOf(plan.get("seats"))));
  }
}
