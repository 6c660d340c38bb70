package io.github.liveblocks4j.chaos;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same as {@link ChaosTest} for 200 callers at once, where that makes a difference. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class ChaosCrowdIT {

  private static final int CROWD = 200;

  private Chaos chaos;

  @BeforeAll
  void start(@TempDir Path directory) throws Exception {
    chaos = new Chaos(directory);
    // So that no crowd has to wait for classes to be loaded.
    chaos.run(Behaviour.GOOD, 1);
    chaos.run(Behaviour.TLS_GOOD, 1);
  }

  @AfterAll
  void stop() {
    chaos.assertLogIsSound();
    chaos.close();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      mode = EnumSource.Mode.MATCH_NONE,
      names = {
        "CHUNK_.*|LENGTH_N.*|.*_PROTOCOL|NO_STATUS_LINE|SWITCHING_PROTOCOLS", // Like GARBAGE.
        "E.*_(BODY|OBJECT)|NO_CONTENT|NOT_.*|LONG_NUMBER|REDIRECT_.*|HTML", // Like NESTED.
        "ERROR_40[13479]|ERROR_429_.*|ERROR_50[13]_?.*|ERROR_9.*|HTML_.*|NUMBER_.*",
        "(RESET|HANGS)_IN_(STATUS_LINE|HEAD)|.*_WITHOUT_.*|TLS_(TO|EX|WR|AL|GA|TR|HANDSHAKE_R).*"
      })
  void postWhenUpstreamBehavesSoToManyThenItsDocumentedResponse(Behaviour behaviour)
      throws IOException {
    chaos.run(behaviour, CROWD);

    Chaos.assertNoThreadIsLeft();
  }
}
