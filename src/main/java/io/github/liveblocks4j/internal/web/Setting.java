package io.github.liveblocks4j.internal.web;

import java.util.Locale;

/** The settings, and the name of each in every source. */
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
  TOKEN_RATE_LIMITER("tokenRateLimiter"),
  MAX_TOKENS_PER_USER_PER_MINUTE("maxTokensPerUserPerMinute"),
  LISTENER("listener"),
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

  private final String initParam;

  Setting(String initParam) {
    this.initParam = initParam;
  }

  /** Returns the name as an init-param of the servlet: {@code secretKey}. */
  public String initParam() {
    return initParam;
  }

  /** Returns the name as a property of Spring Boot, behind the prefix: {@code secret-key}. */
  public String property() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
