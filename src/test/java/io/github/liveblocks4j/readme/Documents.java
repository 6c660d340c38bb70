package io.github.liveblocks4j.readme;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The documents of this repository, in Markdown. */
final class Documents {

  private static final Set<String> SKIPPED = Set.of("target", "node_modules", ".git");

  private static final Pattern FENCE =
      Pattern.compile(
          "(?:^ *<!-- (snippet|command|log): (\\S+) -->\n)?^( *)```(\\w*)\n(.*?)^ *```$",
          Pattern.DOTALL | Pattern.MULTILINE);

  private Documents() {}

  /**
   * A fenced block.
   *
   * @param kind what the comment above it says that it is; null without one
   * @param name the name in that comment
   * @param text the content, without the indentation that a list gives it
   */
  record Fence(
      Path document,
      int line,
      @Nullable String kind,
      @Nullable String name,
      String language,
      String text) {

    @Override
    public String toString() {
      return "%s:%d %s %s".formatted(document, line, kind, name);
    }
  }

  /** Returns every Markdown file, by its path from the root of the repository. */
  static List<Path> paths() {
    return filesUnder(Path.of(""), ".md");
  }

  /** Returns the files with an ending, without those that a build has made. */
  static List<Path> filesUnder(Path root, String ending) {
    List<Path> files = new ArrayList<>();
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes ignored) {
              return SKIPPED.contains(directory.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes ignored) {
              if (file.toString().endsWith(ending)) {
                files.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
      return files.stream().sorted().toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static String text(Path document) {
    try {
      return Files.readString(document);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Fence> fences(Path document) {
    String text = text(document);
    return FENCE
        .matcher(text)
        .results()
        .map(
            found ->
                new Fence(
                    document,
                    1 + (int) text.substring(0, found.start()).lines().count(),
                    found.group(1),
                    found.group(2),
                    found.group(4),
                    found.group(5).stripTrailing().stripIndent()))
        .toList();
  }

  static List<Fence> fences() {
    return paths().stream().flatMap(document -> fences(document).stream()).toList();
  }

  /** Returns a document without its fenced blocks and code spans, in which nothing is a link. */
  static String prose(Path document) {
    return FENCE.matcher(text(document)).replaceAll("").replaceAll("`[^`\n]*`", "");
  }
}
