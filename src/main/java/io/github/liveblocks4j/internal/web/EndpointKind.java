package io.github.liveblocks4j.internal.web;

import java.util.Locale;

/** The kinds of endpoints, with what they do not have in common. */
public enum EndpointKind {
  AUTH(16 * 1024, true),
  WEBHOOK(1024 * 1024, false),
  DIRECTORY(256 * 1024, true);

  /** The largest body accepted, unless a setting says otherwise. */
  final int maxBodyBytes;

  /** Whether browsers call it: then it checks the origin and the content type. */
  final boolean forBrowsers;

  EndpointKind(int maxBodyBytes, boolean forBrowsers) {
    this.maxBodyBytes = maxBodyBytes;
    this.forBrowsers = forBrowsers;
  }

  /** Returns what it is called in names, paths and events: {@code auth}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
