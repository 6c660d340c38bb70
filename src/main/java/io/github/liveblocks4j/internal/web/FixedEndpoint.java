package io.github.liveblocks4j.internal.web;

import io.github.liveblocks4j.internal.LogThrottle;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Gives every request the same response. */
final class FixedEndpoint implements Endpoint {

  private static final int MAX_BODY_BYTES = 16 * 1024;

  private final BodyReader bodies =
      new BodyReader(MAX_BODY_BYTES, EndpointSettings.DEFAULT_BODY_TIMEOUT);
  private final ResponseSender sender;
  private final @Nullable RequestRejectedException rejection;

  private FixedEndpoint(EndpointConfig config, @Nullable RequestRejectedException rejection) {
    LogThrottle throttle = new LogThrottle(System.getLogger("io.github.liveblocks4j"));
    this.sender = new ResponseSender(config.toString(), false, throttle);
    this.rejection = rejection;
  }

  static Endpoint misconfigured(EndpointConfig config) {
    return new FixedEndpoint(config, new RequestRejectedException(ErrorResponse.MISCONFIGURED));
  }

  /** As if it were not there. */
  static Endpoint switchedOff(EndpointConfig config) {
    return new FixedEndpoint(config, null);
  }

  @Override
  public void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    boolean unread = false;
    try {
      var unused = bodies.read(request, false);
    } catch (RequestRejectedException e) {
      unread = true;
    }
    if (rejection == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (unread) {
      sender.rejectUnread(request, response, rejection);
    } else {
      sender.reject(response, rejection);
    }
  }
}
