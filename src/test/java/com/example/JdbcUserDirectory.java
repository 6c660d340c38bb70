package com.example;

// snippet: user-directory
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.DirectoryEntry;
import io.github.liveblocks4j.directory.UserDirectory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;

public class JdbcUserDirectory implements UserDirectory {

  private static final int QUERY_SECONDS = 4; // the page waits for the response

  private final DataSource database;

  public JdbcUserDirectory(DataSource database) {
    this.database = database;
  }

  @Override
  public Map<String, DirectoryEntry> users(LiveblocksUser caller, Set<String> ids)
      throws SQLException {
    Map<String, DirectoryEntry> found = new HashMap<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT email, name, avatar FROM account WHERE tenant = ? AND email = ANY(?)")) {
      query.setQueryTimeout(QUERY_SECONDS);
      query.setString(1, tenantOf(caller));
      query.setArray(2, connection.createArrayOf("VARCHAR", ids.toArray()));
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.put(
              row.getString("email"),
              DirectoryEntry.of(row.getString("name")).avatar(row.getString("avatar")));
        }
      }
    }
    return found;
  }

  @Override
  public List<MentionSuggestion> suggestMentions(LiveblocksUser caller, String roomId, String text)
      throws SQLException {
    String tenant = tenantOf(caller);
    if (!roomId.startsWith(tenant + ":")) {
      return List.of(); // not a room of the caller's
    }
    List<MentionSuggestion> found = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement query =
            connection.prepareStatement(
                """
                SELECT email FROM account
                WHERE tenant = ? AND LOWER(name) LIKE LOWER(?) ESCAPE '!'
                ORDER BY name FETCH FIRST 10 ROWS ONLY\
                """)) {
      query.setQueryTimeout(QUERY_SECONDS);
      query.setString(1, tenant);
      // A % that the user types is a percent sign.
      query.setString(2, text.replaceAll("[!%_]", "!$0") + "%");
      try (ResultSet row = query.executeQuery()) {
        while (row.next()) {
          found.add(MentionSuggestion.user(row.getString("email")));
        }
      }
    }
    return found;
  }

  private static String tenantOf(LiveblocksUser caller) {
    return caller.userId().substring(caller.userId().indexOf('@') + 1);
  }
}
// end
