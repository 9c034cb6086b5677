package dev.stretto.actors.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.stretto.subagents.process.Profiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command lines of the coding agents that Stretto knows by name. */
public final class AgentProfiles {
    private static final String RESOURCE = "stretto/profiles.conf";
    private static final String PROFILES = "profiles";

    private AgentProfiles() {}

    /** Those that Stretto brings, and these; a name that is in both means the latter. */
    public static Profiles with(Map<String, List<String>> own) {
        Config known = ConfigFactory.parseResources(RESOURCE).getConfig(PROFILES);
        Map<String, List<String>> all = new HashMap<>();
        known.root().keySet().forEach(name -> all.put(name, known.getStringList(name)));
        all.putAll(own);
        return Profiles.of(all);
    }
}
