package io.github.liveblocks4j.containers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document of the repository, whose blocks are marked by comments such as {@code <!-- command:
 * run -->}.
 */
record Document(Path file) {

  /** The root of the repository. */
  static final Path ROOT = Path.of("../../..").toAbsolutePath().normalize();

  static Document of(String path) {
    return new Document(ROOT.resolve(path));
  }

  String text() throws IOException {
    return Files.readString(file);
  }

  /**
   * Returns the block under a mark.
   *
   * @param mark the kind and the name
   */
  String block(String mark) throws IOException {
    Matcher block =
        Pattern.compile("<!-- " + Pattern.quote(mark) + " -->\n```\\w+\n(.*?)\n```", Pattern.DOTALL)
            .matcher(text());
    if (!block.find()) {
      throw new IllegalArgumentException(file + " has no " + mark);
    }
    return block.group(1);
  }
}
