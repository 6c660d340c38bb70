package io.github.liveblocks4j.internal.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Every setting, and its name in each source. */
public enum Setting {
  SECRET_KEY("secretKey"),
  SECRET_KEY_FILE("secretKeyFile"),
  BASE_URL("baseUrl"),
  DEADLINE("deadline"),
  CONNECT_TIMEOUT("connectTimeout"),
  MAX_RETRIES("maxRetries"),
  MAX_CONCURRENT_CALLS("maxConcurrentCalls"),
  USER_RESOLVER("userResolver"),
  ROOM_AUTHORIZER("roomAuthorizer"),
  ROLE_GROUPS("roleGroups"),
  ALLOWED_ORIGINS("allowedOrigins"),
  MAX_BODY_BYTES("maxBodyBytes"),
  BODY_TIMEOUT("bodyTimeout"),
  ASYNC("async"),
  ENABLED("enabled");

  /** What context-params, system properties and JNDI entries begin with. */
  static final String PREFIX = "liveblocks";

  private final String initParam;

  Setting(String initParam) {
    this.initParam = initParam;
  }

  /** The name as an init-param of the servlet: {@code secretKey}. */
  public String initParam() {
    return initParam;
  }

  /** The name as a context-param and as a system property: {@code liveblocks.secretKey}. */
  String property() {
    return PREFIX + "." + initParam;
  }

  /** The name as an env-entry: {@code java:comp/env/liveblocks/secretKey}. */
  String jndi() {
    return "java:comp/env/" + PREFIX + "/" + initParam;
  }

  /** The name as an environment variable: {@code LIVEBLOCKS_SECRET_KEY}. */
  public String environment() {
    return PREFIX.toUpperCase(Locale.ROOT) + "_" + name();
  }

  static boolean isInitParam(String name) {
    return Arrays.stream(values()).anyMatch(setting -> setting.initParam.equals(name));
  }

  static List<String> initParams() {
    return Arrays.stream(values()).map(Setting::initParam).toList();
  }
}
