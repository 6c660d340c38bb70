package io.github.liveblocks4j.auth;

import java.util.regex.Pattern;

/**
 * A token that Liveblocks issued for one user. Send it to that user's browser, once: the client
 * refuses a token that it has seen before, so it must be neither cached nor shared. Immutable.
 *
 * <p>{@link #toString} masks it; only {@link #value} returns the text.
 */
public final class AuthToken {

  // Larger than any token for a Session of ten patterns and a full userInfo, and a bound for what
  // is copied from one network to another.
  private static final int MAX_LENGTH = 64 * 1024;

  // Three parts in base64url, of which the last may be empty. Possessive: nothing is read twice.
  private static final Pattern JWT =
      Pattern.compile("[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]++\\.[A-Za-z0-9_-]*+");

  private final String value;

  private AuthToken(String value) {
    this.value = value;
  }

  /**
   * Returns the token with a text.
   *
   * @param value the JWT text; its signature part may be empty, as the development server's is
   * @return the token
   * @throws IllegalArgumentException when the text does not have the form of a JWT; the message
   *     does not quote it
   */
  public static AuthToken of(String value) {
    if (value.length() > MAX_LENGTH || !JWT.matcher(value).matches()) {
      throw new IllegalArgumentException("not a token: expected the three parts of a JWT");
    }
    return new AuthToken(value);
  }

  /**
   * Returns the token itself, for the response to the browser and for nothing else.
   *
   * @return the JWT text
   */
  public String value() {
    return value;
  }

  /** Returns a fixed text: tokens do not belong in logs. */
  @Override
  public String toString() {
    return "AuthToken[***]";
  }
}
