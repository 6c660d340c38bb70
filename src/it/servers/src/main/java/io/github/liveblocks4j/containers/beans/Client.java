package io.github.liveblocks4j.containers.beans;

// snippet: cdi
import io.github.liveblocks4j.Liveblocks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@ApplicationScoped
public class Client {

  @Produces
  @Singleton // Not a scope that needs a proxy: the class is final.
  public Liveblocks liveblocks() {
    return Liveblocks.builder()
        .secretKey(System.getenv("LIVEBLOCKS_SECRET_KEY"))
        .baseUrl(System.getenv("LIVEBLOCKS_BASE_URL"))
        .build();
  }

  public void close(@Disposes Liveblocks liveblocks) {
    liveblocks.close();
  }
}
// end
