package io.github.liveblocks4j.auth;

import java.util.regex.Pattern;

/**
 * One scope that a user, a group or a token may hold in a room, for example {@code *:write} or
 * {@code comments:read}.
 *
 * <p>The constants name every scope that Liveblocks documents today. The set is open: {@link #of}
 * takes any well-formed scope, so that a new one can be used before this library has a name for it.
 *
 * @param scope the scope as it travels, {@code resource:access}
 */
public record Permission(String scope) {

  private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z*][A-Za-z0-9*:._-]*:[a-z]+");

  /** May enter the room and read everything in it: {@code *:read}. */
  public static final Permission READ = new Permission("*:read");

  /** May enter the room and read and change everything in it: {@code *:write}. */
  public static final Permission WRITE = new Permission("*:write");

  /** May read the storage document: {@code storage:read}. */
  public static final Permission STORAGE_READ = new Permission("storage:read");

  /** May change the storage document: {@code storage:write}. */
  public static final Permission STORAGE_WRITE = new Permission("storage:write");

  /** May not see the storage document: {@code storage:none}. */
  public static final Permission STORAGE_NONE = new Permission("storage:none");

  /** May read comments, public and private: {@code comments:read}. */
  public static final Permission COMMENTS_READ = new Permission("comments:read");

  /** May write comments, public and private: {@code comments:write}. */
  public static final Permission COMMENTS_WRITE = new Permission("comments:write");

  /** May not see comments: {@code comments:none}. */
  public static final Permission COMMENTS_NONE = new Permission("comments:none");

  /** May read public comments: {@code comments:public:read}. */
  public static final Permission PUBLIC_COMMENTS_READ = new Permission("comments:public:read");

  /** May write public comments: {@code comments:public:write}. */
  public static final Permission PUBLIC_COMMENTS_WRITE = new Permission("comments:public:write");

  /** May not see public comments: {@code comments:public:none}. */
  public static final Permission PUBLIC_COMMENTS_NONE = new Permission("comments:public:none");

  /** May read private comments: {@code comments:private:read}. */
  public static final Permission PRIVATE_COMMENTS_READ = new Permission("comments:private:read");

  /** May write private comments: {@code comments:private:write}. */
  public static final Permission PRIVATE_COMMENTS_WRITE = new Permission("comments:private:write");

  /** May not see private comments: {@code comments:private:none}. */
  public static final Permission PRIVATE_COMMENTS_NONE = new Permission("comments:private:none");

  /** May read feeds: {@code feeds:read}. */
  public static final Permission FEEDS_READ = new Permission("feeds:read");

  /** May write feeds: {@code feeds:write}. */
  public static final Permission FEEDS_WRITE = new Permission("feeds:write");

  /** May not see feeds: {@code feeds:none}. */
  public static final Permission FEEDS_NONE = new Permission("feeds:none");

  /** The older name of {@link #READ}, which Liveblocks still takes: {@code room:read}. */
  public static final Permission ROOM_READ = new Permission("room:read");

  /** The older name of {@link #WRITE}, which Liveblocks still takes: {@code room:write}. */
  public static final Permission ROOM_WRITE = new Permission("room:write");

  /**
   * May show presence in a room that is otherwise read-only (legacy): {@code room:presence:write}.
   */
  public static final Permission ROOM_PRESENCE_WRITE = new Permission("room:presence:write");

  /**
   * Checks the form, not the meaning.
   *
   * @param scope the scope as it travels
   * @throws IllegalArgumentException when {@code scope} does not look like {@code resource:access}
   */
  public Permission {
    if (!WELL_FORMED.matcher(scope).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no Liveblocks permission: expected resource:access, for example *:write or comments:read"
              .formatted(scope));
    }
  }

  /**
   * A scope by its name.
   *
   * @param scope for example {@code feeds:read}
   * @return the permission
   * @throws IllegalArgumentException when {@code scope} does not look like {@code resource:access}
   */
  public static Permission of(String scope) {
    return new Permission(scope);
  }

  /** The scope as it travels. */
  @Override
  public String toString() {
    return scope;
  }
}
