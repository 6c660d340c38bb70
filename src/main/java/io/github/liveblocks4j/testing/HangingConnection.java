package io.github.liveblocks4j.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.EventMask;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;

/**
 * Takes a connection over from HTTP, says nothing, and ends it when the client does: HttpCore
 * itself would wait for a response to send first.
 */
final class HangingConnection implements IOEventHandler {

  private static final int BUFFER = 4 * 1024;

  @Override
  public void connected(IOSession session) {}

  @Override
  public void inputReady(IOSession session, ByteBuffer source) throws IOException {
    ByteBuffer discarded = ByteBuffer.allocate(BUFFER);
    if (session.read(discarded) < 0) {
      session.close(CloseMode.GRACEFUL);
    }
  }

  @Override
  public void outputReady(IOSession session) {
    session.clearEvent(EventMask.WRITE);
  }

  @Override
  public void timeout(IOSession session, Timeout timeout) {}

  @Override
  public void exception(IOSession session, Exception cause) {
    session.close(CloseMode.IMMEDIATE);
  }

  @Override
  public void disconnected(IOSession session) {}
}
