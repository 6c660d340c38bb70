package io.github.liveblocks4j.example;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it says when it cannot start; the browser test has it running. */
class DevServerTest {

  @TempDir Path directory;

  @Test
  void startWhenItIsNotInstalledThenTheMessageSaysWhatToDo() {
    assertThatThrownBy(() -> DevServer.start(directory, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not installed in " + directory)
        .hasMessageContaining("npm ci");
  }

  @Test
  void startWhenThereIsNoBunForThisMachineThenTheMessageNamesTheMachine() throws IOException {
    Files.createDirectories(directory.resolve("liveblocks/dist"));
    Files.createFile(directory.resolve("liveblocks/dist/index.js"));

    assertThatThrownBy(() -> DevServer.start(directory, directory))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no bun for " + System.getProperty("os.name"));
  }
}
