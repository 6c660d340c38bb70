package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs {@code page-module.test.mjs}, the tests of the module for pages that need no server. */
@Tag("e2e")
class PageModuleNodeIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Test
  void moduleWhenItsTestsRunInNodeThenTheyPass() throws InterruptedException {
    List<String> output = new CopyOnWriteArrayList<>();
    try (ChildProcess tests =
        new ChildProcess(List.of("node", "--test", "page-module.test.mjs"), output::add)) {
      assertThat(tests.exitCode(LIMIT)).as(() -> String.join("\n", output)).isZero();
    }
  }
}
