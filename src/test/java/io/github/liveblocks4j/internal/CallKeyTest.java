package io.github.liveblocks4j.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.errors.LiveblocksProtocolException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A key that Liveblocks rejects while another one has replaced it. */
class CallKeyTest extends CallFixture {

  private void rejectTheOldKey() {
    upstream.always(
        request ->
            CompletableFuture.completedFuture(
                upstream.authorizations().get(upstream.authorizations().size() - 1).equals("new")
                    ? FakeTransport.OK
                    : FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}")));
  }

  @Test
  void sendWhenTheKeyIsRejectedAndReplacedThenOneMoreAttemptEvenIfNotIdempotent() {
    rejectTheOldKey();
    authorization.inFile = "new";
    assertThat(call(CREATE)).isCompletedWithValue("{\"token\":\"a.b.c\"}");
    assertThat(upstream.authorizations()).containsExactly("old", "new");
  }

  @Test
  void sendWhenTheKeyIsRejectedAndNotReplacedThenFailsAfterOneAttempt() {
    rejectTheOldKey();
    assertThat(failureOf(call())).isInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.authorizations()).containsExactly("old");
  }

  @Test
  void sendWhenEveryNewKeyIsRejectedThenOneMoreAttemptOnly() {
    upstream.always(
        request -> {
          authorization.inFile += upstream.authorizations().size() < 5 ? "er" : "";
          return CompletableFuture.completedFuture(
              FakeTransport.response(401, "{\"error\":\"UNAUTHORIZED\"}"));
        });
    assertThat(failureOf(call())).isInstanceOf(LiveblocksApiException.class);
    assertThat(upstream.authorizations()).containsExactly("old", "older");
  }

  @Test
  void sendWhenSomethingElseRespondsThatItIsForbiddenThenTheKeyIsNotTheCause() {
    upstream.respond(FakeTransport.response(403, "<html>"));
    authorization.inFile = "new";
    assertThat(failureOf(call())).isInstanceOf(LiveblocksProtocolException.class);
    assertThat(upstream.exchanges()).hasSize(1);
  }

  @Test
  void sendWhenTheNewKeyMeetsTransientFailuresThenAllRetriesAreLeft() {
    authorization.inFile = "new";
    CompletableFuture<TransportResponse> first = new CompletableFuture<>();
    upstream.always(request -> first);
    CompletableFuture<String> call = call();
    upstream.respond(FakeTransport.response(503, "{}"));
    first.complete(FakeTransport.response(403, "{\"error\":\"FORBIDDEN\"}"));
    time.advance(Duration.ofSeconds(2));
    assertThat(failureOf(call)).hasMessageContaining("503");
    assertThat(upstream.authorizations()).containsExactly("old", "new", "new", "new");
  }
}
