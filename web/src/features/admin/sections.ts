/** What can be administered, in groups; and who may come in. */
export const KINDS = [
  'brand',
  'endpoint',
  'trunk',
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
  'quick_reply',
  'macro',
  'tag',
  'field',
  'sla',
  'decision',
  'prompt',
  'payment',
  'collection',
  'intent',
  'assistant',
  'evaluation',
  'offering',
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
  'machine',
  'algorithm',
  'import',
  'code',
  'health',
  'roles',
  'demo',
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
  import: ['config.publish'],
  code: ['config.publish'],
  health: ['audit.read', 'config.publish'],
  roles: ['user.manage', 'config.read'],
  demo: ['config.publish'],
};

/** By task, in the order somebody sets up a centre. */
export const GROUPS = [
  { name: 'channels', sections: ['endpoint', 'trunk', 'quarantine', 'outbox'] },
  { name: 'people', sections: ['users', 'team', 'skill', 'role', 'roles'] },
  { name: 'routing', sections: ['queue', 'hours', 'workload', 'pause', 'matches'] },
  {
    name: 'texts',
    sections: [
      'brand',
      'quick_reply',
      'macro',
      'prompt',
      'tag',
      'reason',
      'disposition',
      'field',
      'collection',
    ],
  },
  { name: 'quality', sections: ['sla', 'guarantees', 'algorithm'] },
  { name: 'machine', sections: ['machine', 'intent', 'assistant', 'evaluation', 'offering'] },
  { name: 'security', sections: ['decision', 'audit', 'keys', 'secrets'] },
  { name: 'system', sections: ['health', 'import', 'code', 'webhook', 'payment', 'demo'] },
] as const satisfies readonly { name: string; sections: readonly Section[] }[];

export const mayOpen = (section: Section, permissions: Readonly<Record<string, string>>): boolean =>
  (NEEDS[section] ?? ['config.read']).some((need) => permissions[need]);
