package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells pages that accesses have changed or a webhook has arrived, by long polling. There is one
 * number, the revision; a page sends the one it knows, and the response is held back until there is
 * another one, or until the page had better ask again. A waiting request holds no thread. A change
 * between two requests is not lost, and a client that has disconnected costs the others nothing.
 */
final class Changes implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Changes.class.getName());

  private static final int TIMEOUT_MILLIS = 25_000;
  private static final int MAX_PER_SESSION = 6;
  private static final int MAX = 500;

  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private boolean closed;

  /** Starts at a value that no earlier run of this application has used. */
  private long revision = System.currentTimeMillis();

  private record Waiter(AsyncContext request, String session) {}

  /** Those of this application. */
  static Changes of(ServletContext context) {
    return (Changes) context.getAttribute(Changes.class.getName());
  }

  void shareIn(ServletContext context) {
    context.setAttribute(Changes.class.getName(), this);
  }

  synchronized long revision() {
    return revision;
  }

  /** Something has changed: responds to every waiting request. */
  void publish() {
    List<Waiter> all;
    synchronized (this) {
      revision++;
      all = takeAll();
    }
    all.forEach(this::respond);
  }

  /** Responds with the revision as soon as it differs from the known one. */
  void await(HttpServletRequest request, HttpServletResponse response, long known)
      throws IOException, Problem {
    Optional<Waiter> oldest = Optional.empty();
    long current;
    synchronized (this) {
      current = revision;
      if (closed || waiting.size() >= MAX) {
        throw new Problem(503, "too_busy", "Too many requests are waiting for changes.");
      }
      if (known == current) {
        String session = request.getSession().getId();
        oldest = takeOldestBeyondLimit(session);
        waiting.add(begin(request, session));
      }
    }
    oldest.ifPresent(Changes::sendAway);
    if (known != current) {
      write(response, current);
    }
  }

  private Waiter begin(HttpServletRequest request, String session) {
    AsyncContext context = request.startAsync();
    context.setTimeout(TIMEOUT_MILLIS);
    Waiter waiter = new Waiter(context, session);
    context.addListener(new Ending(waiter));
    return waiter;
  }

  @Override
  public void close() {
    List<Waiter> all;
    synchronized (this) {
      closed = true;
      all = takeAll();
    }
    all.forEach(this::respond);
  }

  private List<Waiter> takeAll() {
    List<Waiter> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Usually that of a page that has been left. */
  private Optional<Waiter> takeOldestBeyondLimit(String session) {
    List<Waiter> same =
        waiting.stream().filter(waiter -> waiter.session().equals(session)).toList();
    if (same.size() < MAX_PER_SESSION) {
      return Optional.empty();
    }
    waiting.remove(same.get(0));
    return Optional.of(same.get(0));
  }

  /** True for one caller only: the one that has to respond. */
  private synchronized boolean take(Waiter waiter) {
    return waiting.remove(waiter);
  }

  private void respond(Waiter waiter) {
    complete(waiter, response -> write(response, revision()));
  }

  private static void sendAway(Waiter waiter) {
    complete(
        waiter,
        new Problem(429, "too_many", "Too many windows of this session are waiting for changes.")
            ::write);
  }

  private static void write(HttpServletResponse response, long revision) throws IOException {
    JsonResponse.write(response, Json.createObjectBuilder().add("revision", revision).build());
  }

  private interface Response {
    void write(HttpServletResponse response) throws IOException;
  }

  /**
   * Never throws: a client that disconnected while waiting must keep nobody else from the change.
   * Where the container has ended such a request already, its response fails with whatever the
   * container throws, an IllegalStateException by the specification.
   */
  private static void complete(Waiter waiter, Response response) {
    try {
      response.write((HttpServletResponse) waiter.request().getResponse());
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.DEBUG, "Client disconnected while waiting for changes", e);
    }
    complete(waiter);
  }

  private static void complete(Waiter waiter) {
    try {
      waiter.request().complete();
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "A request for changes had ended before its response", e);
    }
  }

  private final class Ending implements AsyncListener {

    private final Waiter waiter;

    Ending(Waiter waiter) {
      this.waiter = waiter;
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      if (take(waiter)) {
        respond(waiter);
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      if (take(waiter)) {
        complete(waiter);
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      take(waiter);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }
}
