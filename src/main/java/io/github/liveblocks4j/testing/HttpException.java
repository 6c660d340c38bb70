package io.github.liveblocks4j.testing;

/** A request cannot be taken as HTTP; it gets a plain answer and the connection ends. */
final class HttpException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  HttpException(int status, String message) {
    super(message);
    this.status = status;
  }

  HttpResponse toResponse() {
    String reason = String.valueOf(getMessage());
    return HttpResponse.error(status, HttpResponse.phrase(status), reason);
  }
}
