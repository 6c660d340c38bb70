package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that Liveblocks rejects while another one has replaced it. */
class CallKeyTest extends CallFixture {

  private static final String OLD = "Bearer sk_old";
  private static final String NEW = "Bearer sk_new";

  private final Path file;

  CallKeyTest(@TempDir Path directory) throws IOException {
    super(
        RotatingSecret.inFile(
            "Secret key", Files.writeString(directory.resolve("key"), "sk_old"), SecretKey::of));
    this.file = directory.resolve("key");
  }

  private void replaceBy(String key) {
    assertThatCode(() -> Files.writeString(file, key)).doesNotThrowAnyException();
  }

  private void rejectTheOldKey() {
    upstream.always(
        request ->
            CompletableFuture.completedFuture(
                upstream.authorizations().get(upstream.authorizations().size() - 1).equals(NEW)
                    ? FakeTransport.OK
                    : FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}")));
  }

  @Test
  void sendWhenTheKeyIsRejectedAndReplacedThenOneMoreAttemptEvenIfNotIdempotent() {
    rejectTheOldKey();
    replaceBy("sk_new");
    assertThat(call(CREATE)).isCompletedWithValue("{\"token\":\"a.b.c\"}");
    assertThat(upstream.authorizations()).containsExactly(OLD, NEW);
  }

  @Test
  void sendWhenTheKeyIsRejectedAndNotReplacedThenFailsAfterOneAttempt() {
    rejectTheOldKey();
    assertThat(failureOf(call())).isInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.authorizations()).containsExactly(OLD);
  }

  @Test
  void sendWhenEveryNewKeyIsRejectedThenOneMoreAttemptOnly() {
    upstream.always(
        request -> {
          replaceBy("sk_new" + upstream.authorizations().size());
          return CompletableFuture.completedFuture(
              FakeTransport.response(401, "{\"error\":\"UNAUTHORIZED\"}"));
        });
    assertThat(failureOf(call())).isInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.authorizations()).containsExactly(OLD, NEW + 1);
  }

  @Test
  void sendWhenSomethingElseRespondsThatItIsForbiddenThenTheKeyIsNotTheCause() {
    upstream.respond(FakeTransport.response(403, "<html>"));
    replaceBy("sk_new");
    assertThat(failureOf(call())).isInstanceOf(LiveblocksProtocolException.class);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void sendWhenTheNewKeyMeetsTransientFailuresThenAllRetriesAreLeft() {
    replaceBy("sk_new");
    CompletableFuture<SimpleHttpResponse> first = new CompletableFuture<>();
    upstream.always(request -> first);
    CompletableFuture<String> call = call();
    upstream.respond(FakeTransport.response(503, "{}"));
    first.complete(FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}"));
    time.advance(Duration.ofSeconds(2));
    assertThat(failureOf(call)).hasMessageContaining("503");
    assertThat(upstream.authorizations()).containsExactly(OLD, NEW, NEW, NEW);
  }
}
