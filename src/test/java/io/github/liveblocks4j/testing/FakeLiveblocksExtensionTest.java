package io.github.liveblocks4j.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.liveblocks4j.Liveblocks;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Uses the extension in every way; what one test leaves behind, the next one must not find. */
class FakeLiveblocksExtensionTest {

  /** The addresses of the fakes, one for each test that ran. */
  private static final List<URI> SHARED = new ArrayList<>();

  private static final List<URI> OWN = new ArrayList<>();

  private static final List<URI> ON_CLASS = new ArrayList<>();

  private static final List<Liveblocks> CLIENTS = new ArrayList<>();

  @AfterAll
  static void fakesAndClientsAreClosed() {
    assertThat(SHARED).hasSize(4).containsOnly(SHARED.get(0));
    assertThat(ON_CLASS).hasSize(2).containsOnly(ON_CLASS.get(0));
    assertThat(OWN).hasSize(3).doesNotHaveDuplicates();
    assertThat(CLIENTS).hasSize(7).doesNotHaveDuplicates();
    for (URI uri : List.of(SHARED.get(0), OWN.get(0), OWN.get(1), OWN.get(2))) {
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), uri.getPort()).close())
          .isInstanceOf(IOException.class);
    }
    for (Liveblocks client : CLIENTS) {
      assertThatThrownBy(() -> client.identifyUser(LiveblocksUser.of("late")))
          .isInstanceOf(LiveblocksUnavailableException.class);
    }
  }

  private static void use(List<URI> uris, FakeLiveblocks fake, Liveblocks client) {
    assertThat(fake.requests()).isEmpty();
    client.identifyUser(LiveblocksUser.of("alice"));
    assertThat(fake.requests()).hasSize(1);
    fake.always(Failure.status(503));
    uris.add(fake.baseUrl());
    CLIENTS.add(client);
  }

  @Nested
  class StaticField {

    @RegisterExtension
    static final FakeLiveblocksExtension LIVEBLOCKS = new FakeLiveblocksExtension();

    @RepeatedTest(2)
    void fakeWhenFieldIsStaticThenSharedAndReset() {
      use(SHARED, LIVEBLOCKS.fake(), LIVEBLOCKS.client());
      assertThat(LIVEBLOCKS.client()).isSameAs(CLIENTS.get(CLIENTS.size() - 1));
    }

    @Nested
    class Inner {

      @RepeatedTest(2)
      void fakeWhenClassIsNestedThenSharedAndReset(FakeLiveblocks fake, Liveblocks client) {
        use(SHARED, fake, client);
      }
    }
  }

  @Nested
  class InstanceField {

    @RegisterExtension
    final FakeLiveblocksExtension liveblocks =
        new FakeLiveblocksExtension(FakeLiveblocks.builder().secretKey("sk_dev_own"));

    private final FakeLiveblocks fake = liveblocks.fake();

    @RepeatedTest(2)
    void fakeWhenFieldIsNotStaticThenEachTestHasItsOwn() {
      assertThat(fake.secretKey()).isEqualTo("sk_dev_own");
      assertThat(fake).isSameAs(liveblocks.fake());
      use(OWN, fake, liveblocks.client());
    }
  }

  @Nested
  @ExtendWith(FakeLiveblocksExtension.class)
  class OnClass {

    @BeforeEach
    void script(FakeLiveblocks fake) {
      fake.next(Failure.status(418));
    }

    @RepeatedTest(2)
    void fakeWhenExtensionIsOnClassThenSharedAndResetBeforeBeforeEach(
        FakeLiveblocks fake, Liveblocks client) {
      assertThatThrownBy(() -> client.call("GET", "/v2/rooms").send()).hasMessageContaining("418");
      client.call("GET", "/v2/rooms").send();
      ON_CLASS.add(fake.baseUrl());
      fake.always(Failure.status(503));
    }
  }

  @Nested
  class OnMethod {

    @Test
    @ExtendWith(FakeLiveblocksExtension.class)
    void fakeWhenExtensionIsOnMethodThenTestHasItsOwn(FakeLiveblocks fake, Liveblocks client) {
      use(OWN, fake, client);
    }
  }
}
