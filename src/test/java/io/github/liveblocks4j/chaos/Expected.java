package io.github.liveblocks4j.chaos;

/** A row of the documented table of responses. */
enum Expected {
  TOKEN(200, ""),
  IDENTITY(422, "identity_rejected"),
  KEY(502, "secret_key_rejected"),
  INVALID(502, "upstream_invalid"),
  UNAVAILABLE(503, "upstream_unavailable"),
  TIMEOUT(504, "upstream_timeout"),
  /** One or the other: each attempt to connect has its time, and all have the deadline. */
  UNCONNECTED(0, "") {
    @Override
    boolean is(Reply reply) {
      return UNAVAILABLE.is(reply) || TIMEOUT.is(reply);
    }
  };

  private final int status;
  private final String code;

  Expected(int status, String code) {
    this.status = status;
    this.code = code;
  }

  boolean is(Reply reply) {
    return reply.status() == status && reply.code().equals(code);
  }
}
