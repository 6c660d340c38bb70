package io.github.liveblocks4j.support;

import com.hazelcast.cache.HazelcastCachingProvider;
import com.hazelcast.cache.HazelcastMemberCachingProvider;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.cache.CacheManager;

/** Real members of a Hazelcast cluster of their own, on loopback. */
public final class HazelcastCluster implements AutoCloseable {

  private final String name = "test-" + UUID.randomUUID();
  private final List<HazelcastInstance> nodes = new ArrayList<>();
  private final Map<HazelcastInstance, CacheManager> managers = new HashMap<>();

  /** Starts a member, which joins those before it. */
  public HazelcastInstance start() {
    Config config = new Config(name + "-" + nodes.size());
    config.setClusterName(name);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    config.setProperty("hazelcast.partition.count", "11");
    config.setProperty("hazelcast.wait.seconds.before.join", "0");
    config.getNetworkConfig().setPort(15_701).setPublicAddress("127.0.0.1");
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    JoinConfig join = config.getNetworkConfig().getJoin();
    join.getAutoDetectionConfig().setEnabled(false);
    join.getMulticastConfig().setEnabled(false);
    join.getTcpIpConfig().setEnabled(true);
    for (HazelcastInstance node : nodes) {
      if (node.getLifecycleService().isRunning()) {
        int port = node.getCluster().getLocalMember().getAddress().getPort();
        join.getTcpIpConfig().addMember("127.0.0.1:" + port);
      }
    }
    HazelcastInstance node = Hazelcast.newHazelcastInstance(config);
    nodes.add(node);
    return node;
  }

  public HazelcastInstance node(int index) {
    return nodes.get(index);
  }

  /** A provider of its own for each node: one provider has one manager per URI and class loader. */
  public CacheManager manager(HazelcastInstance node) {
    return managers.computeIfAbsent(
        node,
        of ->
            new HazelcastMemberCachingProvider()
                .getCacheManager(
                    null,
                    HazelcastCluster.class.getClassLoader(),
                    HazelcastCachingProvider.propertiesByInstanceItself(of)));
  }

  /** Kills all members. */
  @Override
  public void close() {
    nodes.forEach(node -> node.getLifecycleService().terminate());
  }
}
