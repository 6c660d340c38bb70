package io.github.liveblocks4j.auth;

import io.github.liveblocks4j.internal.Masking;
import io.github.liveblocks4j.internal.Scopes;

/**
 * A scope that a user, a group or a token may hold in a room, for example {@code *:write} or {@code
 * comments:read}.
 *
 * <p>The constants name every scope that Liveblocks documents today. The set is open: {@link #of}
 * takes any well-formed scope, so that a new one can be used before this library has a constant for
 * it.
 *
 * @param scope the wire form, {@code resource:access}
 */
public record Permission(String scope) {

  /** Permits to enter the room and read everything in it: {@code *:read}. */
  public static final Permission READ = new Permission("*:read");

  /** Permits to enter the room and read and change everything in it: {@code *:write}. */
  public static final Permission WRITE = new Permission("*:write");

  /** Permits to read the storage document: {@code storage:read}. */
  public static final Permission STORAGE_READ = new Permission("storage:read");

  /** Permits to change the storage document: {@code storage:write}. */
  public static final Permission STORAGE_WRITE = new Permission("storage:write");

  /** Forbids to see the storage document: {@code storage:none}. */
  public static final Permission STORAGE_NONE = new Permission("storage:none");

  /** Permits to read comments, public and private: {@code comments:read}. */
  public static final Permission COMMENTS_READ = new Permission("comments:read");

  /** Permits to write comments, public and private: {@code comments:write}. */
  public static final Permission COMMENTS_WRITE = new Permission("comments:write");

  /** Forbids to see comments: {@code comments:none}. */
  public static final Permission COMMENTS_NONE = new Permission("comments:none");

  /** Permits to read public comments: {@code comments:public:read}. */
  public static final Permission PUBLIC_COMMENTS_READ = new Permission("comments:public:read");

  /** Permits to write public comments: {@code comments:public:write}. */
  public static final Permission PUBLIC_COMMENTS_WRITE = new Permission("comments:public:write");

  /** Forbids to see public comments: {@code comments:public:none}. */
  public static final Permission PUBLIC_COMMENTS_NONE = new Permission("comments:public:none");

  /** Permits to read private comments: {@code comments:private:read}. */
  public static final Permission PRIVATE_COMMENTS_READ = new Permission("comments:private:read");

  /** Permits to write private comments: {@code comments:private:write}. */
  public static final Permission PRIVATE_COMMENTS_WRITE = new Permission("comments:private:write");

  /** Forbids to see private comments: {@code comments:private:none}. */
  public static final Permission PRIVATE_COMMENTS_NONE = new Permission("comments:private:none");

  /** Permits to read feeds: {@code feeds:read}. */
  public static final Permission FEEDS_READ = new Permission("feeds:read");

  /** Permits to write feeds: {@code feeds:write}. */
  public static final Permission FEEDS_WRITE = new Permission("feeds:write");

  /** Forbids to see feeds: {@code feeds:none}. */
  public static final Permission FEEDS_NONE = new Permission("feeds:none");

  /** Legacy alias of {@link #READ}, which Liveblocks still accepts: {@code room:read}. */
  public static final Permission ROOM_READ = new Permission("room:read");

  /** Legacy alias of {@link #WRITE}, which Liveblocks still accepts: {@code room:write}. */
  public static final Permission ROOM_WRITE = new Permission("room:write");

  /**
   * Permits to show presence in a room that is otherwise read-only (legacy): {@code
   * room:presence:write}.
   */
  public static final Permission ROOM_PRESENCE_WRITE = new Permission("room:presence:write");

  /**
   * Checks the form, not the meaning.
   *
   * @throws IllegalArgumentException when {@code scope} does not look like {@code resource:access}
   */
  public Permission {
    if (!Scopes.isWellFormed(scope)) {
      throw new IllegalArgumentException(
          Masking.quoted(scope)
              + " is not a Liveblocks permission: expected resource:access, for example *:write or"
              + " comments:read");
    }
  }

  /**
   * Returns the permission for a scope.
   *
   * @param scope for example {@code feeds:read}
   * @return the permission
   * @throws IllegalArgumentException when {@code scope} does not look like {@code resource:access}
   */
  public static Permission of(String scope) {
    return new Permission(scope);
  }

  /** Returns the scope. */
  @Override
  public String toString() {
    return scope;
  }
}
