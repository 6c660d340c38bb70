package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.e2e.TroubleFilter.Trouble;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** The callback form of {@code authEndpoint} in the module that the jar serves to pages. */
@EnumSource(Platform.class)
class PageModuleE2eIT extends EndToEnd {

  private final TroubleFilter trouble = new TroubleFilter();

  PageModuleE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("acme-alice", List.of("*:write")));
  }

  /** A resolver that wants a header and a member of the body. */
  private Site.Builder tenantSite() {
    return site()
        .filter(Site.ENDPOINT, trouble)
        .resolver(
            request -> {
              String token = request.http().getHeader("X-CSRF-Token");
              return "secret".equals(token)
                  ? LiveblocksUser.of(request.body().get("tenant") + "-alice")
                  : null;
            });
  }

  private RealClient enter(Site site, String options) {
    RealClient alice = open(site.page());
    alice.load(site.module());
    alice.enter(room, "...liveblocks({ fetch, %s })".formatted(options));
    return alice;
  }

  private static final String OPTIONS =
      "headers: async () => ({ 'X-CSRF-Token': 'secret' }), authBody: () => ({ tenant: 'acme' })";

  @Test
  void connectWhenThePageAddsHeadersAndMembersThenTheResolverSeesThem() {
    RealClient alice = enter(start(tenantSite()), OPTIONS);

    alice.until("room.getStatus() === 'connected' && room.getSelf() !== null");

    assertThat(alice.value("room.getSelf().id")).isEqualTo("acme-alice");
  }

  @Test
  void connectWhenTheEndpointFailsThenIsRetried() {
    trouble.happen(Trouble.html(502), Trouble.json(503, "{\"error\":\"unavailable\"}"));
    RealClient alice = enter(start(tenantSite()), OPTIONS);

    alice.until("room.getStatus() === 'connected' && room.getSelf() !== null");

    assertThat(trouble.requests()).isEqualTo(3);
    assertThat(alice.value("errors")).isEqualTo(List.of());
  }

  @Test
  void connectWhenTheUserIsDeniedThenStops() {
    RealClient alice = enter(start(tenantSite()), "");

    alice.until("errors.length > 0");

    assertThat(alice.value("errors[0].message"))
        .isEqualTo("Authentication failed: Nobody is signed in.");
    assertThat(trouble.requests()).isEqualTo(1);
  }

  /** Its {@code error} is not the client's word, so by itself the client would retry for ever. */
  @Test
  void connectWhenAFilterOfTheApplicationDeniesThenStops() {
    trouble.happen(Trouble.json(403, "{\"status\":403,\"error\":\"Forbidden\"}"));
    Site site = start(tenantSite());
    RealClient alice = enter(site, OPTIONS);

    alice.until("errors.length > 0");

    assertThat(alice.value("errors[0].message"))
        .isEqualTo("Authentication failed: 403 returned by POST " + site.endpoint());
    assertThat(trouble.requests()).isEqualTo(1);
  }
}
