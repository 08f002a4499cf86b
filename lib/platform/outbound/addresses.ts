import 'server-only'
import { BlockList, isIP } from 'node:net'
import { getEnv } from '@/lib/env'

/** Where requests to addresses that people give may go besides the public internet. */
export type AddressPolicy = { loopback: boolean; private: boolean }

const lists = {
  loopback: blockList(['127.0.0.0/8', '::1/128']),
  private: blockList(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']),
  // Never: this host, link-local (where clouds keep their metadata), shared and reserved space, documentation, multicast.
  never: blockList([
    '0.0.0.0/8',
    '100.64.0.0/10',
    '169.254.0.0/16',
    '192.0.0.0/24',
    '192.0.2.0/24',
    '192.88.99.0/24',
    '198.18.0.0/15',
    '198.51.100.0/24',
    '203.0.113.0/24',
    '224.0.0.0/4',
    '240.0.0.0/4',
    '2001::/23',
    '2001:db8::/32',
    '2002::/16',
    '3fff::/20',
  ]),
  /** Of IPv6 only what has been given out as public; so neither mapped nor translated IPv4 addresses. */
  public6: blockList(['2000::/3']),
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [network = '', bits] = range.split('/')
    list.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}

/** @returns whether a request may be sent to this IP address */
export function isAllowedAddress(address: string, policy: AddressPolicy): boolean {
  const version = isIP(address)
  if (version === 0) return false
  const family = version === 4 ? 'ipv4' : 'ipv6'
  // BlockList also compares a mapped IPv4 address (::ffff:a.b.c.d) with the IPv4 ranges; none of that kind is let through.
  if (version === 6 && /^::(ffff:|\d+\.)/i.test(address)) return false
  if (lists.loopback.check(address, family)) return policy.loopback
  if (lists.private.check(address, family)) return policy.private
  if (lists.never.check(address, family)) return false
  return version === 4 || lists.public6.check(address, family)
}

/**
 * What the operator allows (`ALLOW_PRIVATE_NETWORKS`). Without a word of theirs, an installation that people reach at this machine
 * only may talk to servers on this machine (Ollama, LM Studio), and one that is reached from elsewhere to public addresses alone.
 */
export function configuredPolicy(): AddressPolicy {
  const { ALLOW_PRIVATE_NETWORKS: allowed, NEXTAUTH_URL } = getEnv()
  if (allowed !== undefined) return { loopback: allowed === '1', private: allowed === '1' }
  const { hostname } = new URL(NEXTAUTH_URL)
  return { loopback: /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname), private: false }
}
