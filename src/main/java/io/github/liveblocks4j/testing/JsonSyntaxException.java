package io.github.liveblocks4j.testing;

/** A text is not JSON, or not within the reader's bounds. The message says where and why. */
final class JsonSyntaxException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  JsonSyntaxException(String message) {
    super(message);
  }
}
