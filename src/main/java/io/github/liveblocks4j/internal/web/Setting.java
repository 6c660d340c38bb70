package io.github.liveblocks4j.internal.web;

/** The settings, and the name of each in every source. */
public enum Setting {
  SECRET_KEY("secretKey", Scope.CLIENT),
  SECRET_KEY_FILE("secretKeyFile", Scope.CLIENT),
  BASE_URL("baseUrl", Scope.CLIENT),
  DEADLINE("deadline", Scope.CLIENT),
  CONNECT_TIMEOUT("connectTimeout", Scope.CLIENT),
  MAX_RETRIES("maxRetries", Scope.CLIENT),
  MAX_CONCURRENT_CALLS("maxConcurrentCalls", Scope.CLIENT),
  USER_RESOLVER("userResolver"),
  ROOM_AUTHORIZER("roomAuthorizer"),
  TOKEN_RATE_LIMITER("tokenRateLimiter"),
  MAX_TOKENS_PER_USER_PER_MINUTE("maxTokensPerUserPerMinute"),
  ROLE_GROUPS("roleGroups"),
  USER_DIRECTORY("userDirectory"),
  ROOM_DIRECTORY("roomDirectory"),
  ALLOWED_ORIGINS("allowedOrigins"),
  MAX_BODY_BYTES("maxBodyBytes"),
  BODY_TIMEOUT("bodyTimeout"),
  ASYNC("async"),
  ENABLED("enabled"),
  WEBHOOK_SECRET("webhookSecret"),
  WEBHOOK_SECRET_FILE("webhookSecretFile"),
  WEBHOOK_HANDLER("webhookHandler"),
  DELIVERY_LOG("deliveryLog");

  /** What a setting configures. */
  private enum Scope {
    ENDPOINT,
    CLIENT
  }

  private final String initParam;
  private final Scope scope;

  Setting(String initParam) {
    this(initParam, Scope.ENDPOINT);
  }

  Setting(String initParam, Scope scope) {
    this.initParam = initParam;
    this.scope = scope;
  }

  /** Returns the name as an init-param of the servlet: {@code secretKey}. */
  public String initParam() {
    return initParam;
  }

  /** Returns the name as an environment variable: {@code LIVEBLOCKS_SECRET_KEY}. */
  public String environment() {
    return "LIVEBLOCKS_" + name();
  }

  /** Returns whether it has a meaning only where the endpoint creates a client of its own. */
  boolean isOfClient() {
    return scope == Scope.CLIENT;
  }
}
