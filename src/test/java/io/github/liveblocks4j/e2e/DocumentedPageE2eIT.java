package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs what the documents show for the page. */
@EnumSource(value = Platform.class, names = "CHROMIUM")
class DocumentedPageE2eIT extends EndToEnd {

  private static final Pattern OPTIONS =
      Pattern.compile("createClient\\(\\{(.*)}\\);", Pattern.DOTALL);

  DocumentedPageE2eIT(Platform platform, DevServer devServer, ClientDriver driver) {
    super(platform, devServer, driver);
  }

  @BeforeEach
  void createRoom() {
    devServer.createRoom(room, Map.of("alice", List.of("*:write")));
  }

  /** Returns what a snippet passes to createClient. */
  private static String options(String name) throws IOException {
    Matcher options =
        OPTIONS.matcher(Files.readString(Path.of("src/test/resources/readme", name + ".js")));
    assertThat(options.find()).isTrue();
    return options.group(1);
  }

  @Test
  void clientWhenThePageNamesTheEndpointThenConnects() throws IOException {
    RealClient alice = open(start(site()).signIn("alice"));
    alice.value("document.body.dataset.authEndpoint = '" + Site.ENDPOINT + "'");

    alice.connect(room, options("client"));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }

  @Test
  void clientWhenTheEndpointIsRelativeThenConnectsByTheBase() throws IOException {
    RealClient alice = open(start(site()).signIn("alice"));
    alice.value("history.replaceState(null, '', '/boards/7') ?? null");
    alice.value("(document.head.innerHTML += '<base href=\"/\">') && null");

    alice.connect(room, options("relative"));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }

  @Test
  void callbackWhenTheEndpointIsOfAnotherOriginThenConnectsWithTheCookies() throws IOException {
    Site elsewhere = start(site());
    Site site = start(site().setting("allowedOrigins", elsewhere.origin()));
    RealClient alice = open(site.signInAndGoTo("alice", elsewhere.page()));

    alice.connect(
        room,
        options("callback")
            .replace("https://app.example.com/api/liveblocks-auth", site.endpoint()));

    assertThat(alice.value("room.getSelf().id")).isEqualTo("alice");
  }
}
