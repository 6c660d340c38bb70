package io.github.liveblocks4j.testing;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * A scripted failure of a request. Immutable; one failure may be used many times.
 *
 * <pre>{@code
 * fake.next(
 *     Failure.status(503).header("Retry-After", "1"),
 *     Failure.delay(Duration.ofSeconds(2)),
 *     Failure.reset().onPath("/v2/rooms"));
 * }</pre>
 *
 * <p>Only {@link #delay}, {@link #delayUntil}, {@link #lostResponse} and {@link #halfBody} still
 * perform the request; with all others the state of the fake does not change.
 */
public abstract sealed class Failure permits Failure.Status, Failure.Wire {

  private final String pathPrefix;

  private Failure(String pathPrefix) {
    this.pathPrefix = pathPrefix;
  }

  /**
   * Responds with this status. The body is an error in the form of Liveblocks', unless {@link
   * Status#body} sets another.
   *
   * @param status 200 to 599
   * @return the failure, to which a body and headers can be added
   * @throws IllegalArgumentException when the status is out of range
   */
  public static Status status(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be 200 to 599, not " + status);
    }
    return new Status("", Response.error(status, "A scripted failure"));
  }

  /**
   * Responds with status 200 and a body that is neither JSON nor a token.
   *
   * @return the failure
   */
  public static Status malformedBody() {
    return status(200).body("<html>\u0000 this is not the expected response");
  }

  /**
   * Responds with status 307, which makes a client send the same request with its body to another
   * address.
   *
   * @param location the address
   * @return the failure
   */
  public static Status redirect(URI location) {
    return status(307).header("Location", location.toString());
  }

  /**
   * Sends the normal response, but late. Costs no thread: a thousand requests can be late together.
   *
   * @param duration how late
   * @return the failure
   * @throws IllegalArgumentException when the duration is negative
   */
  public static Failure delay(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative: " + duration);
    }
    return new Wire(
        "", (exchange, work) -> exchange.after(duration, () -> exchange.send(work.perform())));
  }

  /**
   * Sends the normal response only after something else, for tests that do not depend on time.
   * Costs no thread, as {@link #delay}.
   *
   * <pre>{@code
   * CompletableFuture<Void> allAreWaiting = new CompletableFuture<>();
   * fake.always(Failure.delayUntil(allAreWaiting));
   * }</pre>
   *
   * @param event what the responses wait for; how it ends makes no difference
   * @return the failure
   */
  public static Failure delayUntil(CompletionStage<?> event) {
    return new Wire(
        "",
        (exchange, work) -> {
          var unused = event.whenComplete((result, failure) -> exchange.send(work.perform()));
        });
  }

  /**
   * Sends no response, until the client gives up or the fake is closed.
   *
   * @return the failure
   */
  public static Failure hang() {
    return new Wire("", (exchange, work) -> exchange.hang());
  }

  /**
   * Resets the connection, and does not perform the request.
   *
   * <p>On a connection that was used before, some HTTP clients retry a {@code GET} by themselves.
   *
   * @return the failure
   */
  public static Failure reset() {
    return new Wire("", (exchange, work) -> exchange.reset());
  }

  /**
   * Performs the request, but resets the connection before the response.
   *
   * @return the failure
   */
  public static Failure lostResponse() {
    return new Wire(
        "",
        (exchange, work) -> {
          work.perform();
          exchange.reset();
        });
  }

  /**
   * Sends the normal response's head and the first half of its body, then ends the connection.
   *
   * @return the failure
   */
  public static Failure halfBody() {
    return new Wire("", (exchange, work) -> exchange.sendHalf(work.perform()));
  }

  /**
   * Returns the same failure, only for some requests.
   *
   * @param prefix what the request's path has to begin with, for example {@code /v2/rooms}
   * @return a new failure
   */
  public abstract Failure onPath(String prefix);

  /** Fails the request. {@code work} performs it; it is called once at most. */
  abstract void play(Exchange exchange, Exchange.Work work);

  boolean isFor(String path) {
    return path.startsWith(pathPrefix);
  }

  /** A failure that is a whole response. Immutable. */
  public static final class Status extends Failure {

    private final String prefix;
    private final Response response;

    private Status(String prefix, Response response) {
      super(prefix);
      this.prefix = prefix;
      this.response = response;
    }

    /**
     * Returns the same response with another body.
     *
     * @param body the text, sent as UTF-8; empty for no body
     * @return a new failure
     */
    public Status body(String body) {
      return body(body.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Returns the same response with another body.
     *
     * @param body the bytes, which are copied; empty for no body
     * @return a new failure
     */
    public Status body(byte[] body) {
      return new Status(prefix, new Response(response.status(), response.headers(), body.clone()));
    }

    /**
     * Returns the same response with one more header, which replaces one of the same name.
     *
     * @param name the header's name; framing headers are set by the fake itself
     * @param value the header's value
     * @return a new failure
     * @throws IllegalArgumentException when one of them cannot be sent in a header
     */
    public Status header(String name, String value) {
      return new Status(prefix, response.withHeader(name, value));
    }

    @Override
    public Status onPath(String newPrefix) {
      return new Status(newPrefix, response);
    }

    @Override
    void play(Exchange exchange, Exchange.Work work) {
      exchange.send(response);
    }
  }

  /** A failure below HTTP: of time, or of the connection. */
  static final class Wire extends Failure {

    @FunctionalInterface
    interface Behaviour {
      void play(Exchange exchange, Exchange.Work work);
    }

    private final Behaviour behaviour;

    private Wire(String prefix, Behaviour behaviour) {
      super(prefix);
      this.behaviour = behaviour;
    }

    @Override
    public Failure onPath(String prefix) {
      return new Wire(prefix, behaviour);
    }

    @Override
    void play(Exchange exchange, Exchange.Work work) {
      behaviour.play(exchange, work);
    }
  }
}
