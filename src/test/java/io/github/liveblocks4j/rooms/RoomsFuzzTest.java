package io.github.liveblocks4j.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import io.github.liveblocks4j.internal.ApiClient;
import io.github.liveblocks4j.internal.ApiRequest;
import io.github.liveblocks4j.internal.RotatingSecret;
import io.github.liveblocks4j.internal.SecretKey;
import io.github.liveblocks4j.internal.Transport;
import io.github.liveblocks4j.support.FuzzInput;
import io.github.liveblocks4j.support.Secrets;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.junit.jupiter.api.AfterAll;

/** Fuzzes rooms, groups and pages as a successful response describes them. */
class RoomsFuzzTest {

  private static volatile SimpleHttpResponse response = response("");

  @AfterAll
  static void stop() {
    Contract.API.close();
  }

  @FuzzTest
  void read(byte[] bytes) {
    response = response(FuzzInput.withSecrets(new String(bytes, StandardCharsets.UTF_8)));

    Contract.check();
  }

  private static SimpleHttpResponse response(String body) {
    return SimpleHttpResponse.create(200, body.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Apart, so that nothing of it is loaded before Jazzer can instrument it: JDK 17 breaks records
   * with annotated components when they are instrumented later.
   */
  private static final class Contract {

    static final ApiClient API =
        new ApiClient(
            new Transport() {
              @Override
              public CompletableFuture<SimpleHttpResponse> send(
                  ApiRequest request, String authorization) {
                return CompletableFuture.completedFuture(response);
              }

              @Override
              public void close() {}
            },
            RotatingSecret.of(SecretKey.of(Secrets.KEY)),
            URI.create("https://api.liveblocks.io"),
            Duration.ofSeconds(8),
            0,
            10,
            null);

    static void check() {
      Rooms rooms = new Rooms(API);
      Groups groups = new Groups(API);
      readOrExplain(() -> rooms.get("plans"), Contract::assertWithinContract);
      readOrExplain(
          () -> rooms.list(RoomQuery.all()),
          page -> page.items().forEach(Contract::assertWithinContract));
      readOrExplain(
          () -> rooms.activeUsers("plans"),
          users -> users.forEach(user -> assertThat(user.userInfo()).isUnmodifiable()));
      readOrExplain(
          () -> groups.get("designers"), group -> assertThat(group.memberIds()).isUnmodifiable());
    }

    private static void assertWithinContract(Room room) {
      assertThat(room.id()).isNotNull();
      assertThat(room.createdAt()).isNotNull();
      assertThat(room.metadata().entries()).isUnmodifiable();
      // Permissions can be resolved for any accesses that Liveblocks holds.
      assertThat(room.accesses().permissionsOf(LiveblocksUser.of("alice")).toMap()).hasSize(6);
      assertThat(room.toString()).hasSizeLessThan(10_100).doesNotContainPattern("\\p{Cc}");
      assertThat(Secrets.leakIn(room.toString())).isEmpty();
    }

    private static <T> void readOrExplain(Supplier<T> call, Consumer<T> check) {
      T value;
      try {
        value = call.get();
      } catch (LiveblocksProtocolException e) {
        Secrets.assertSafe(e, 2_000);
        return;
      }
      check.accept(value);
    }
  }
}
