package io.github.liveblocks4j.bench.micro;

import io.github.liveblocks4j.auth.Permission;
import io.github.liveblocks4j.auth.RoomResource;
import io.github.liveblocks4j.auth.Session;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Permissions of an access token. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PermissionsBenchmark {

  private final Session session =
      Session.none().allowPrefix("acme:", Permission.READ).allow("acme:plans", Permission.WRITE);

  /** Creates the permissions that an authorizer grants. */
  @Benchmark
  public Session create() {
    return Session.none().allow("acme:plans", Permission.READ, Permission.COMMENTS_WRITE);
  }

  /** Resolves what a session may do in a room. */
  @Benchmark
  public Object resolve() {
    return session.permissionsIn("acme:plans").access(RoomResource.STORAGE);
  }
}
