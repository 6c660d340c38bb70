package io.github.liveblocks4j.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs {@code page-module.test.mjs}, the tests of the module for pages that need no server. */
@Tag("e2e")
class PageModuleNodeIT {

  @Test
  void moduleWhenItsTestsRunInNodeThenTheyPass() throws InterruptedException {
    try (ChildProcess tests = new ChildProcess("node", "--test", "page-module.test.mjs")) {
      assertThat(tests.awaitSuccess()).isNotEmpty();
    }
  }
}
