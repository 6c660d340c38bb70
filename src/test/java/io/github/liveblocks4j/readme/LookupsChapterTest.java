package io.github.liveblocks4j.readme;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.JdbcUserDirectory;
import com.example.TenantRooms;
import io.github.liveblocks4j.auth.LiveblocksUser;
import io.github.liveblocks4j.directory.LiveblocksDirectoryServlet;
import io.github.liveblocks4j.directory.RoomDirectory;
import io.github.liveblocks4j.directory.UserDirectory;
import io.github.liveblocks4j.servlet.UserResolver;
import io.github.liveblocks4j.support.TestApp;
import jakarta.servlet.ServletContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.eclipse.jetty.ee9.servlet.ServletContextHandler;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the directories of the chapter on lookups, with a real database. */
class LookupsChapterTest {

  private final JdbcDataSource accounts = new JdbcDataSource();

  // While it is open, the database in memory is there.
  private Connection connection;

  private TestApp app;

  LookupsChapterTest() throws SQLException {
    accounts.setURL("jdbc:h2:mem:accounts");
    connection = accounts.getConnection();
    app = TestApp.with(new LiveblocksDirectoryServlet(), Map.of(), this::addDirectories);
  }

  @BeforeEach
  void fill() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE account (email VARCHAR(128), tenant VARCHAR(64), name VARCHAR(100), avatar VARCHAR(200));
          INSERT INTO account VALUES
            ('alice@acme', 'acme', 'Alice', '/avatars/alice.png'),
            ('alan@acme', 'acme', 'Alan', NULL),
            ('100@acme', 'acme', '100% Human', NULL),
            ('albert@umbrella', 'umbrella', 'Albert', NULL);
          """);
    }
  }

  @AfterEach
  void close() throws SQLException {
    app.close();
    connection.close();
  }

  private void addDirectories(ServletContextHandler application) {
    UserResolver resolver =
        request -> LiveblocksUser.of(String.valueOf(request.http().getHeader("X-Test-User")));
    ServletContext context = application.getServletContext();
    context.setAttribute(UserResolver.class.getName(), resolver);

    // snippet: directory-attributes
    context.setAttribute(UserDirectory.class.getName(), new JdbcUserDirectory(accounts));
    context.setAttribute(RoomDirectory.class.getName(), new TenantRooms());
    // end
  }

  private String lookup(String user, String json) {
    return app.post(json, "X-Test-User", user).body();
  }

  @Test
  void usersWhenTheyAreInTheDatabaseThenThoseOfTheTenantAreKnown() {
    String query = "{\"userIds\":[\"albert@umbrella\",\"alan@acme\",\"x\",\"alice@acme\"]}";

    assertThat(lookup("alice@acme", query))
        .isEqualTo(
            "[null,{\"name\":\"Alan\"},null,{\"name\":\"Alice\",\"avatar\":\"/avatars/alice.png\"}]");
    assertThat(lookup("albert@umbrella", query))
        .isEqualTo("[{\"name\":\"Albert\"},null,null,null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "acme:1 | AL |"
            + " [{\"kind\":\"user\",\"id\":\"alan@acme\"},{\"kind\":\"user\",\"id\":\"alice@acme\"}]",
        "acme:1 | 100% | [{\"kind\":\"user\",\"id\":\"100@acme\"}]",
        "acme:1 | % | []",
        "acme:1 | ' OR 1=1 -- | []",
        "umbrella:1 | al | []"
      })
  void mentionsWhenNamesBeginWithTheTextThenThoseOfTheTenant(
      String roomId, String text, String suggestions) {
    String lookup = "{\"roomId\":\"%s\",\"text\":\"%s\"}".formatted(roomId, text);

    assertThat(lookup("alice@acme", lookup)).isEqualTo(suggestions);
  }

  @Test
  void roomsWhenTheyAreOfTheTenantThenHaveNameAndUrl() {
    assertThat(lookup("alice@acme", "{\"roomIds\":[\"acme:plans\",\"umbrella:plans\"]}"))
        .isEqualTo("[{\"name\":\"plans\",\"url\":\"rooms/acme:plans\"},null]");
  }
}
