package io.github.liveblocks4j.rooms;

import io.github.liveblocks4j.errors.LiveblocksApiException;
import io.github.liveblocks4j.internal.ApiResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Tells "there is no such room" from other ways to answer 404, such as a wrong base URL. */
final class NotFound {

  private NotFound() {}

  /** The answer, or empty when Liveblocks says that the thing does not exist. */
  static CompletableFuture<Optional<ApiResponse>> asEmpty(CompletableFuture<ApiResponse> call) {
    return call.thenApply(Optional::of)
        .exceptionally(
            failure -> {
              Throwable cause =
                  failure instanceof CompletionException ? failure.getCause() : failure;
              if (cause instanceof LiveblocksApiException answered && isMissing(answered)) {
                return Optional.empty();
              }
              throw failure instanceof CompletionException known
                  ? known
                  : new CompletionException(failure);
            });
  }

  private static boolean isMissing(LiveblocksApiException answered) {
    return answered.status() == 404
        && answered.code().filter(code -> code.endsWith("_NOT_FOUND")).isPresent();
  }
}
