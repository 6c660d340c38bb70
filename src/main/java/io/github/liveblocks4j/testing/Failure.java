package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * Something that goes wrong with a request, on purpose. Immutable; one failure may be used many
 * times.
 *
 * <pre>{@code
 * fake.next(
 *     Failure.status(503).header("Retry-After", "1"),
 *     Failure.delay(Duration.ofSeconds(2)),
 *     Failure.reset().onPath("/v2/rooms"));
 * }</pre>
 *
 * <p>Of all failures, only {@link #delay}, {@link #lostResponse} and {@link #halfBody} still do
 * what was asked for; with the others the state of the fake does not change.
 */
public abstract sealed class Failure permits Failure.Answer, WireFailure {

  final String pathPrefix;

  Failure(String pathPrefix) {
    this.pathPrefix = pathPrefix;
  }

  /**
   * An answer with this status. Its body is an error in the form of Liveblocks', unless {@link
   * Answer#body} sets another.
   *
   * @param status 200 to 599
   * @return the failure, to which a body and headers can be added
   * @throws IllegalArgumentException when the status is out of range
   */
  public static Answer status(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be 200 to 599, not " + status);
    }
    return new Answer(
        "", HttpResponse.error(status, HttpResponse.phrase(status), "A scripted failure"));
  }

  /**
   * Status 200 with a body that is neither JSON nor a token.
   *
   * @return the failure
   */
  public static Answer malformedBody() {
    return status(200).body("<html>\u0000 this is not what you asked for");
  }

  /**
   * Status 307, which asks a client to send the same request, body and all, to another address.
   *
   * @param location the address
   * @return the failure
   */
  public static Answer redirect(URI location) {
    return status(307).header("Location", location.toString());
  }

  /**
   * The normal answer, but late.
   *
   * @param duration how late
   * @return the failure
   * @throws IllegalArgumentException when the duration is negative
   */
  public static Failure delay(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative: " + duration);
    }
    return new WireFailure(
        "",
        (exchange, work) -> {
          exchange.pause(duration);
          exchange.send(work.perform());
        });
  }

  /**
   * No answer until the client gives up or the fake is closed.
   *
   * @return the failure
   */
  public static Failure hang() {
    return new WireFailure("", (exchange, work) -> exchange.hang());
  }

  /**
   * The connection is reset, and what was asked for is not done.
   *
   * <p>On a connection that was used before, some HTTP clients repeat a {@code GET} by themselves.
   *
   * @return the failure
   */
  public static Failure reset() {
    return new WireFailure("", (exchange, work) -> exchange.reset());
  }

  /**
   * What was asked for is done, but the connection is reset before the answer.
   *
   * @return the failure
   */
  public static Failure lostResponse() {
    return new WireFailure(
        "",
        (exchange, work) -> {
          work.perform();
          exchange.reset();
        });
  }

  /**
   * The normal answer's head and the first half of its body, then the connection ends.
   *
   * @return the failure
   */
  public static Failure halfBody() {
    return new WireFailure("", (exchange, work) -> exchange.sendHalf(work.perform()));
  }

  /**
   * The same failure, only for some requests.
   *
   * @param prefix what the request's path has to begin with, for example {@code /v2/rooms}
   * @return a new failure
   */
  public abstract Failure onPath(String prefix);

  /** Fails the request. {@code work} does what was asked for; it is called once at most. */
  abstract void play(Exchange exchange, Exchange.Work work) throws IOException;

  /** A failure that is a whole answer. Immutable. */
  public static final class Answer extends Failure {

    private final HttpResponse response;

    private Answer(String pathPrefix, HttpResponse response) {
      super(pathPrefix);
      this.response = response;
    }

    /**
     * The same answer with another body.
     *
     * @param body the text, sent as UTF-8; empty for no body
     * @return a new failure
     */
    public Answer body(String body) {
      return new Answer(pathPrefix, new HttpResponse(response.status(), response.headers(), body));
    }

    /**
     * The same answer with one more header, which replaces one of the same name.
     *
     * @param name the header's name; framing headers are set by the fake itself
     * @param value the header's value
     * @return a new failure
     * @throws IllegalArgumentException when one of them cannot be sent in a header
     */
    public Answer header(String name, String value) {
      HttpResponse.requireHeader(name, value);
      return new Answer(pathPrefix, response.withHeader(name, value));
    }

    @Override
    public Answer onPath(String prefix) {
      return new Answer(prefix, response);
    }

    @Override
    void play(Exchange exchange, Exchange.Work work) throws IOException {
      exchange.send(response);
    }
  }
}
