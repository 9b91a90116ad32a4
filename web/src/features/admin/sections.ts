/** What can be administered, in groups; and who may come in. */
export const KINDS = [
  'brand',
  'endpoint',
  'queue',
  'team',
  'skill',
  'workload',
  'hours',
  'role',
  'reason',
  'disposition',
  'pause',
  'webhook',
] as const;
export type Kind = (typeof KINDS)[number];

export const isKind = (name: string): name is Kind => (KINDS as readonly string[]).includes(name);

export const PAGES = [
  'users',
  'keys',
  'secrets',
  'quarantine',
  'outbox',
  'audit',
  'guarantees',
  'matches',
  'algorithm',
] as const;
export type Section = Kind | (typeof PAGES)[number];

/** One of these is enough. */
const NEEDS: Readonly<Partial<Record<Section, readonly string[]>>> = {
  users: ['user.manage'],
  keys: ['api.manage'],
  webhook: ['api.manage'],
  secrets: ['config.edit'],
  outbox: ['config.edit'],
  quarantine: ['queue.supervise'],
  audit: ['audit.read'],
  guarantees: ['queue.supervise', 'audit.read'],
  matches: ['queue.supervise'],
  algorithm: ['audit.read'],
};

export const GROUPS = [
  { name: 'channels', sections: ['endpoint', 'quarantine', 'outbox'] },
  { name: 'work', sections: ['queue', 'hours', 'reason', 'disposition', 'pause'] },
  { name: 'people', sections: ['users', 'team', 'skill', 'workload', 'role'] },
  { name: 'trust', sections: ['guarantees', 'matches', 'algorithm', 'audit'] },
  { name: 'centre', sections: ['brand'] },
  { name: 'integrations', sections: ['webhook', 'keys', 'secrets'] },
] as const satisfies readonly { name: string; sections: readonly Section[] }[];

export const mayOpen = (section: Section, permissions: Readonly<Record<string, string>>): boolean =>
  (NEEDS[section] ?? ['config.read']).some((need) => permissions[need]);
