package io.github.liveblocks4j.internal;

import io.github.liveblocks4j.monitoring.CallEvent;
import io.github.liveblocks4j.monitoring.LiveblocksHealth;
import io.github.liveblocks4j.monitoring.LiveblocksListener;
import io.github.liveblocks4j.monitoring.RequestEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A listener that keeps what it is told. */
public final class Events implements LiveblocksListener {

  private final List<RequestEvent> requests = new CopyOnWriteArrayList<>();
  private final List<CallEvent> calls = new CopyOnWriteArrayList<>();
  private final List<Supplier<LiveblocksHealth>> clients = new CopyOnWriteArrayList<>();

  @Override
  public void onRequest(RequestEvent request) {
    requests.add(request);
  }

  @Override
  public void onCall(CallEvent call) {
    calls.add(call);
  }

  @Override
  public void onClient(Supplier<LiveblocksHealth> health) {
    clients.add(health);
  }

  public List<RequestEvent> requests() {
    return List.copyOf(requests);
  }

  public List<CallEvent> calls() {
    return List.copyOf(calls);
  }

  public List<Supplier<LiveblocksHealth>> clients() {
    return List.copyOf(clients);
  }
}
