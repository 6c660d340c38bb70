package io.github.liveblocks4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The document with the results. Each section is between {@code <!-- bench: NAME -->} and {@code
 * <!-- end: NAME -->}; a part that has not run leaves its own as it is.
 *
 * @param file in Markdown
 */
record Document(Path file) {

  void replace(String name, String section) throws IOException {
    String text = Files.readString(file);
    String begin = "<!-- bench: " + name + " -->\n";
    String end = "<!-- end: " + name + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(end);
    if (from < 0 || to < from) {
      throw new IOException(file + " has no place for " + name);
    }
    Files.writeString(
        file, text.substring(0, from + begin.length()) + section + text.substring(to));
  }
}
