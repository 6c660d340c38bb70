package io.github.liveblocks4j.e2e;

/** Where the real client runs. */
enum Platform {
  NODE,
  CHROMIUM
}
