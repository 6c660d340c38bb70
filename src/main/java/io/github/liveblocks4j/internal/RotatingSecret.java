package io.github.liveblocks4j.internal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a secret is used as. One that comes from a file can be read again, so that it can be
 * replaced without a restart. The content is compared: a mounted secret changes when a symbolic
 * link is swapped. One caller at a time reads: a file system that hangs holds up that one, and each
 * other for a second at most. Thread-safe.
 */
public final class RotatingSecret<T> {

  private static final Logger LOG = System.getLogger("io.github.liveblocks4j");
  private static final int MAX_BYTES = 4_096;
  private static final long PATIENCE_MILLIS = 1_000;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String name;
  private final @Nullable Path file;
  private final Function<String, T> parser;
  private final LogThrottle log = new LogThrottle();
  private final ReentrantLock reading = new ReentrantLock();
  private volatile boolean hanging;
  private String text; // guarded by reading
  private volatile T value;

  private RotatingSecret(
      String name, @Nullable Path file, String text, Function<String, T> parser) {
    this.name = name;
    this.file = file;
    this.parser = parser;
    this.text = text;
    this.value = parser.apply(text);
  }

  /** Creates one that never changes. */
  public static <T> RotatingSecret<T> of(T value) {
    return new RotatingSecret<>("", null, "", text -> value);
  }

  /**
   * Reads one from a file.
   *
   * @param name begins the lines in the log: {@code Secret key}
   * @param file UTF-8 text of 4,096 bytes at most
   * @param parser throws IllegalArgumentException, and quotes nothing
   * @throws IllegalArgumentException when the file cannot be read, or the parser rejects its text;
   *     the message does not quote it
   */
  public static <T> RotatingSecret<T> inFile(String name, Path file, Function<String, T> parser) {
    return new RotatingSecret<>(name, file, read(file), parser);
  }

  /** Returns what was read last. */
  public T value() {
    return value;
  }

  /** Reads the file again, and returns what it holds now. */
  public T current() {
    boolean unused = hasReplaced(value);
    return value;
  }

  /**
   * Returns whether another value has replaced one that was rejected; reads the file if need be. A
   * file without a usable secret changes nothing, and is logged.
   */
  public boolean hasReplaced(T rejected) {
    Path secretFile = file;
    if (secretFile == null) {
      return false;
    }
    if (!beginReading()) {
      return value != rejected;
    }
    try {
      if (value != rejected) {
        return true; // Another caller has found it.
      }
      String found = read(secretFile);
      if (found.equals(text)) {
        return false;
      }
      value = parser.apply(found);
      text = found;
      LOG.log(Level.INFO, "{0} replaced by the one that {1} holds now", name, path(secretFile));
      return true;
    } catch (IllegalArgumentException e) {
      log.log(
          Level.WARNING,
          "secret_file",
          () ->
              "%s file %s is not usable, the one read before stays in use: %s"
                  .formatted(name, path(secretFile), e.getMessage()));
      return false;
    } finally {
      hanging = false;
      reading.unlock();
    }
  }

  /** Returns false when the file is being read, and that takes long. */
  private boolean beginReading() {
    try {
      if (reading.tryLock(hanging ? 0 : PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      hanging = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private static String path(Path file) {
    return Masking.line(file.toString(), 500);
  }

  private static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      // Not by the size that the file system tells, which can change, and is 0 for a device.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(
            "the file is larger than " + MAX_BYTES + " bytes; it must hold the secret alone");
      }
      String content =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Windows editors put it there.
      return content.startsWith(BYTE_ORDER_MARK) ? content.substring(1) : content;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "the file is not UTF-8 text: save the secret alone, as plain text", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file cannot be read (%s): check that it exists and that the server's user may read it"
              .formatted(e.getClass().getSimpleName()),
          e);
    }
  }

  /** Returns no secret. */
  @Override
  public String toString() {
    return "RotatingSecret[" + (file == null ? "***" : path(file)) + "]";
  }
}
