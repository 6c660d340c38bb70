package io.github.liveblocks4j.directory;

import io.github.liveblocks4j.internal.web.EndpointKind;
import io.github.liveblocks4j.internal.web.EndpointServlet;
import io.github.liveblocks4j.servlet.RoomAuthorizer;
import io.github.liveblocks4j.servlet.UserResolver;

/**
 * Responds to the lookups of {@code @liveblocks/client}: {@code resolveUsers}, {@code
 * resolveGroupsInfo}, {@code resolveRoomsInfo} and {@code resolveMentionSuggestions}, from a {@link
 * UserDirectory} and a {@link RoomDirectory}. For signed-in users only, by the application's {@link
 * UserResolver}.
 *
 * <p>The jar mounts it by itself, as servlet {@code liveblocks-directory} at {@code
 * /api/liveblocks-directory} inside the context path. It is active where the application has at
 * least one of the two directories, and responds 404 as if it were not there where it has none.
 * {@code web.xml}, annotation and code mount it instead as {@link
 * io.github.liveblocks4j.servlet.LiveblocksAuthServlet} describes.
 *
 * <p>Resolver and authorizer are those of the auth endpoint, also where it was given them by a
 * constructor, unless this endpoint is given its own by constructor or init-param. It responds 503
 * with the code {@code misconfigured} where auth endpoints differ, or none has started yet.
 *
 * <p>The body of a POST is the argument of the resolver function, the response is its result:
 *
 * <table>
 * <caption>Requests and responses</caption>
 * <tr><th>request</th><th>response</th></tr>
 * <tr><td>{@code {"userIds":["a","b"]}}</td><td>{@code [{"name":"Alice"},null]}</td></tr>
 * <tr><td>{@code {"groupIds":["g"]}}</td><td>{@code [{"name":"Designers"}]}</td></tr>
 * <tr><td>{@code {"roomIds":["r"]}}</td><td>{@code [{"name":"Plans","url":"/plans"}]}</td></tr>
 * <tr><td>{@code {"roomId":"r","text":"al"}}</td><td>{@code [{"kind":"user","id":"a"}]}</td></tr>
 * </table>
 *
 * <p>Infos come in the length and order of the ids, {@code null} for those that are unknown, and
 * for ids that cannot exist (blank, longer than 512 characters, with control characters). A request
 * has at most 1,000 ids. Where the application has a {@link RoomAuthorizer}, mentions are suggested
 * only in rooms that it grants the caller; in others the response is 403.
 *
 * <p>Directories run on the request's thread. One that throws makes the response 500, which pages
 * retry.
 */
public class LiveblocksDirectoryServlet extends EndpointServlet {

  private static final long serialVersionUID = 1L;

  /** Creates a servlet that looks up everything, as the one that the jar mounts does. */
  public LiveblocksDirectoryServlet() {
    super(EndpointKind.DIRECTORY, new DirectoryEndpointFactory(null, null, null, null));
  }

  /**
   * Creates a servlet that looks up a room directory and a room authorizer.
   *
   * @param resolver finds the signed-in user
   * @param users knows the names of users and groups
   */
  public LiveblocksDirectoryServlet(UserResolver resolver, UserDirectory users) {
    super(EndpointKind.DIRECTORY, new DirectoryEndpointFactory(resolver, users, null, null));
  }

  /**
   * Creates a servlet that looks up a room authorizer.
   *
   * @param resolver finds the signed-in user
   * @param users knows the names of users and groups
   * @param rooms knows the names of rooms
   */
  public LiveblocksDirectoryServlet(
      UserResolver resolver, UserDirectory users, RoomDirectory rooms) {
    super(EndpointKind.DIRECTORY, new DirectoryEndpointFactory(resolver, users, rooms, null));
  }

  /**
   * Creates a servlet.
   *
   * @param resolver finds the signed-in user
   * @param users knows the names of users and groups
   * @param rooms knows the names of rooms
   * @param authorizer decides in which rooms the user gets suggestions
   */
  public LiveblocksDirectoryServlet(
      UserResolver resolver, UserDirectory users, RoomDirectory rooms, RoomAuthorizer authorizer) {
    super(EndpointKind.DIRECTORY, new DirectoryEndpointFactory(resolver, users, rooms, authorizer));
  }
}
