package io.github.liveblocks4j.internal.web;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import java.util.List;
import java.util.Optional;

/** Fires CDI events to the beans of one web application. Thread-safe. */
public final class CdiEvents {

  private final BeanManager beans;

  private CdiEvents(BeanManager beans) {
    this.beans = beans;
  }

  /** Finds the beans of the application whose class loader the thread has. */
  static Optional<CdiEvents> find() {
    try {
      return Optional.of(new CdiEvents(CDI.current().getBeanManager()));
    } catch (IllegalStateException | LinkageError e) {
      return Optional.empty(); // A server without CDI, or a web application without beans.
    }
  }

  /** Returns whether any of these events has an observer. */
  public boolean isObserved(List<?> events) {
    return events.stream().anyMatch(event -> !beans.resolveObserverMethods(event).isEmpty());
  }

  /** Calls the observers of the event's class, and throws what one of them throws. */
  public void fire(Object event) {
    beans.getEvent().fire(event);
  }
}
