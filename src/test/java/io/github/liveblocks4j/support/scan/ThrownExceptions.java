package io.github.liveblocks4j.support.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Scans the messages of all exceptions that code of ours creates, whether anybody sees them or not.
 * Flight Recorder has them. Those of the JDK and of libraries can quote what they read; what our
 * code makes of them has a message of its own, and is scanned as that.
 */
final class ThrownExceptions {

  private static final List<String> EVENTS =
      List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow");

  private final Leaks leaks;
  private Recording recording;

  ThrownExceptions(Leaks leaks) {
    this.leaks = leaks;
    this.recording = record();
  }

  private static Recording record() {
    Recording next = new Recording();
    EVENTS.forEach(event -> next.enable(event).withStackTrace());
    next.start();
    return next;
  }

  /** Scans what was thrown since the last time. */
  void scan() {
    Recording last = recording;
    recording = record(); // First, so that nothing falls between the two.
    try (last) {
      last.stop();
      Path file = Files.createTempFile("exceptions", ".jfr");
      try {
        last.dump(file);
        RecordingFile.readAllEvents(file).forEach(this::scan);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void scan(RecordedEvent event) {
    String message = event.getString("message");
    if (message != null) {
      origin(event.getStackTrace())
          .filter(ThrownExceptions::isOurs)
          .ifPresent(
              frame ->
                  leaks.scan(
                      "%s of %s.%s"
                          .formatted(
                              event.getClass("thrownClass").getName(),
                              frame.getMethod().getType().getName(),
                              frame.getMethod().getName()),
                      message));
    }
  }

  /** Returns who created it: the first that is not a constructor of an exception. */
  private static Optional<RecordedFrame> origin(@Nullable RecordedStackTrace stack) {
    return stack == null
        ? Optional.empty()
        : stack.getFrames().stream()
            .filter(RecordedFrame::isJavaFrame)
            .filter(frame -> !frame.getMethod().getName().equals("<init>"))
            .findFirst();
  }

  /** Whether the class is of src/main; tests have the same packages. */
  private static boolean isOurs(RecordedFrame frame) {
    String type = frame.getMethod().getType().getName();
    if (!type.startsWith("io.github.liveblocks4j.")) {
      return false;
    }
    URL file =
        ThrownExceptions.class
            .getClassLoader()
            .getResource(type.replaceFirst("/0x.*", "").replace('.', '/') + ".class");
    return file != null && !file.getPath().contains("/test-classes/");
  }
}
