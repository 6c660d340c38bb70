package io.github.liveblocks4j.example;

import jakarta.json.Json;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells pages that the accesses of some room have changed. There is one number, the revision; a
 * page asks for the one after that it knows, and the answer waits until there is one, or until the
 * page had better ask again. Whoever waits holds no thread. A change that came between two
 * questions is not lost.
 */
final class Changes implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 25_000;
  private static final int MOST_OF_A_SESSION = 6;
  private static final int MOST = 500;

  private final Set<Waiter> waiting = new LinkedHashSet<>();
  private boolean closed;

  /** Begins where no earlier run of this application was. */
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

  /** Something has changed: answers everybody who waits. */
  void publish() {
    List<Waiter> all;
    synchronized (this) {
      revision++;
      all = takeAll();
    }
    all.forEach(this::answer);
  }

  /** Answers with the revision, as soon as it is another than the one that is known. */
  void await(HttpServletRequest request, HttpServletResponse response, long known)
      throws IOException, Problem {
    Optional<Waiter> oldest = Optional.empty();
    long current;
    synchronized (this) {
      current = revision;
      if (closed || waiting.size() >= MOST) {
        throw new Problem(503, "too_busy", "The server has no place to wait.");
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
    context.setTimeout(PATIENCE_MILLIS);
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
    all.forEach(this::answer);
  }

  private List<Waiter> takeAll() {
    List<Waiter> all = List.copyOf(waiting);
    waiting.clear();
    return all;
  }

  /** Most often a page that has been left. */
  private Optional<Waiter> takeOldestBeyondLimit(String session) {
    List<Waiter> same =
        waiting.stream().filter(waiter -> waiter.session().equals(session)).toList();
    if (same.size() < MOST_OF_A_SESSION) {
      return Optional.empty();
    }
    waiting.remove(same.get(0));
    return Optional.of(same.get(0));
  }

  /** True for one caller only: the one who has to answer. */
  private synchronized boolean take(Waiter waiter) {
    return waiting.remove(waiter);
  }

  private void answer(Waiter waiter) {
    complete(waiter, response -> write(response, revision()));
  }

  private static void sendAway(Waiter waiter) {
    complete(
        waiter,
        new Problem(429, "too_many", "This session waits in too many windows already.")::write);
  }

  private static void write(HttpServletResponse response, long revision) throws IOException {
    JsonResponse.write(response, Json.createObjectBuilder().add("revision", revision).build());
  }

  private interface Answer {
    void write(HttpServletResponse response) throws IOException;
  }

  private static void complete(Waiter waiter, Answer answer) {
    try {
      answer.write((HttpServletResponse) waiter.request().getResponse());
    } catch (IOException e) {
      // The page has gone.
    } finally {
      waiter.request().complete();
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
        answer(waiter);
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      if (take(waiter)) {
        waiter.request().complete();
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
