package io.github.liveblocks4j.internal.web;

import java.util.Locale;

/** The kinds of endpoints, with what they do not have in common. */
public enum EndpointKind {
  AUTH(16 * 1024),
  WEBHOOK(1024 * 1024),
  DIRECTORY(256 * 1024);

  /** The largest body accepted, unless a setting says otherwise. */
  final int maxBodyBytes;

  EndpointKind(int maxBodyBytes) {
    this.maxBodyBytes = maxBodyBytes;
  }

  /** Returns what it is called in names, paths and events: {@code auth}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
