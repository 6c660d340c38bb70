package com.example;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps mails instead of sending them. */
@ApplicationScoped
public class Mail {

  private final List<String> sent = new CopyOnWriteArrayList<>();

  /** Sends a mail. */
  public void send(String userId, String text) {
    sent.add(userId + ": " + text);
  }

  /** Returns what was sent. */
  public List<String> sent() {
    return sent;
  }
}
