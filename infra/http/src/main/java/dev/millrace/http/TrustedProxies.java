package dev.millrace.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetAddress;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which proxies stand before the server, so that what they say of their clients' addresses is believed.
 *
 * @param proxies addresses and networks, such as {@code 192.0.2.1} or {@code 10.0.0.0/8}; nobody is believed by default. Blank ones stand for none
 */
@ConfigurationProperties("millrace.http")
record TrustedProxies(@DefaultValue List<String> proxies) {

    /** @throws IllegalArgumentException if one is neither an address nor a network */
    TrustedProxies {
        proxies = proxies.stream().filter(proxy -> !proxy.isBlank()).toList();
        proxies.forEach(TrustedProxies::network);
    }

    List<IpSubnetFilterRule> networks() {
        return proxies.stream().map(TrustedProxies::network).toList();
    }

    private static IpSubnetFilterRule network(String written) {
        try {
            String[] parts = written.split("/", -1);
            InetAddress address = InetAddress.ofLiteral(parts[0]);
            int bits = parts.length == 1 ? 8 * address.getAddress().length : Integer.parseInt(parts[1]);
            if (parts.length > 2 || bits < 1) {
                throw new IllegalArgumentException("a network has one prefix, of at least a bit");
            }
            return new IpSubnetFilterRule(address, bits, IpFilterRuleType.ACCEPT);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(
                    "millrace.http.proxies has '" + written
                            + "' in it, which is neither an address nor a network such as 10.0.0.0/8",
                    unreadable);
        }
    }
}
