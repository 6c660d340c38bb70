package io.github.liveblocks4j.internal;

import java.nio.charset.StandardCharsets;

/**
 * The body of a request. Immutable as long as its bytes are left alone. Not a record: no generated
 * text may show it.
 */
public final class Content {

  private final byte[] bytes;
  private final String type;

  /**
   * Creates a body of bytes, which are not copied.
   *
   * @param type the value of the header Content-Type
   */
  public Content(byte[] bytes, String type) {
    this.bytes = bytes;
    this.type = type;
  }

  /** Creates a body of JSON text. */
  public static Content json(String text) {
    return new Content(text.getBytes(StandardCharsets.UTF_8), "application/json; charset=UTF-8");
  }

  /** Returns the bytes; not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the value of the header Content-Type. */
  public String type() {
    return type;
  }

  @Override
  public String toString() {
    return "Content[" + type + ", " + bytes.length + " bytes]";
  }
}
