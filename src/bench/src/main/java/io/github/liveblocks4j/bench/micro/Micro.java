package io.github.liveblocks4j.bench.micro;

import io.github.liveblocks4j.auth.LiveblocksUser;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What the benchmarks of JMH share. They are in the packages of what they measure. */
public final class Micro {

  /** Finds them all. */
  public static final String PATTERN = "io\\.github\\.liveblocks4j\\..*Benchmark\\..*";

  private Micro() {}

  /** Returns the body that a browser sends. */
  public static byte[] body() {
    return "{\"room\":\"plans\"}".getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the user that a resolver makes for each request. */
  public static LiveblocksUser user() {
    return LiveblocksUser.of("alice@acme").groupIds("designers").userInfo(Map.of("name", "Alice"));
  }
}
