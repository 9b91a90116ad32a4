/** What a form needs to know about each field, read from the server's JSON Schema. */
export type Shape =
  | 'line'
  | 'text'
  | 'color'
  | 'zone'
  | 'language'
  | 'url'
  | 'number'
  | 'choice'
  | 'several'
  | 'lines'
  | 'priority'
  | 'minutes'
  | 'duration'
  | 'flag'
  | 'one'
  | 'many'
  | 'facts'
  | 'secret'
  | 'other';

export interface Spec {
  name: string;
  title: string;
  help: string;
  shape: Shape;
  /** The kind its value refers to. */
  to: string;
  least: number | undefined;
  most: number | undefined;
  required: boolean;
  /** May be left out: null. */
  optional: boolean;
  /** Written behind a figure: `%`. */
  unit: string;
  byDefault: unknown;
  /** Its few values, with what each is called. */
  options: { value: string; label: string }[];
}

interface Node {
  type?: string;
  enum?: unknown[];
  title?: string;
  description?: string;
  default?: unknown;
  anyOf?: Node[];
  items?: Node | false;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  format?: string;
  properties?: Record<string, Node>;
  required?: string[];
  $ref?: string;
  $defs?: Record<string, Node>;
  'x-reference'?: string;
  'x-format'?: string;
  'x-unit'?: string;
  'x-texts'?: Record<string, string>;
}

const FORMATS: Readonly<Record<string, Shape>> = {
  text: 'text',
  template: 'text',
  expression: 'text',
  color: 'color',
  'time-zone': 'zone',
  language: 'language',
};

function ofString(node: Node): Shape {
  const reference = node['x-reference'];
  if (reference === 'secret') return 'secret';
  if (reference) return 'one';
  if (node.format === 'uri') return 'url';
  return FORMATS[node['x-format'] ?? ''] ?? 'line';
}

function ofArray(node: Node): Shape {
  const items = node.items || {};
  if (items.enum) return 'several';
  const reference = items['x-reference'];
  if (reference === 'fact') return 'facts';
  if (reference) return 'many';
  return items.type === 'string' ? 'lines' : 'other';
}

const OF_UNIT: Readonly<Record<string, Shape>> = { s: 'duration', min: 'minutes' };

function ofInteger(node: Node): Shape {
  if (node['x-format'] === 'priority') return 'priority';
  return OF_UNIT[node['x-unit'] ?? ''] ?? 'number';
}

function shapeOf(node: Node): Shape {
  if (node.enum) return 'choice';
  if (node.type === 'string') return ofString(node);
  if (node.type === 'integer') return ofInteger(node);
  if (node.type === 'boolean') return 'flag';
  return node.type === 'array' ? ofArray(node) : 'other';
}

function spec(name: string, node: Node, required: boolean): Spec {
  const optional = node.anyOf?.some((one) => one.type === 'null') ?? false;
  const core = node.anyOf?.find((one) => one.type !== 'null') ?? node;
  const items = core.items || {};
  return {
    name,
    title: node.title ?? name,
    help: node.description ?? '',
    shape: shapeOf(core),
    to: core['x-reference'] ?? items['x-reference'] ?? '',
    least: core.minimum ?? core.minLength,
    most: core.maximum ?? core.maxLength,
    required,
    optional,
    unit: core['x-unit'] ?? '',
    byDefault: node.default,
    options: Object.entries(node['x-texts'] ?? {}).map(([value, label]) => ({ value, label })),
  };
}

/** The fields of a kind in the order of its record. */
export function specsOf(schema: object | undefined): Spec[] {
  if (!schema) return [];
  const whole = schema as Node;
  const root = targetOf(whole.$defs, whole.$ref);
  const required = new Set(root?.required);
  return Object.entries(root?.properties ?? {}).map(([name, node]) => spec(name, node, required.has(name)));
}

type Defs = Record<string, Node> | undefined;

const targetOf = (defs: Defs, reference: string | undefined): Node | undefined =>
  defs?.[reference?.split('/').pop() ?? ''];

const isIndex = (part: string): boolean => /^\d+$/u.test(part);

/** One step down a path: into a list's items, or a record's field; through what may be left out. */
function down(node: Node | undefined, part: string): Node | undefined {
  const core = node?.anyOf?.find((one) => one.type !== 'null') ?? node;
  return isIndex(part) ? core?.items || undefined : core?.properties?.[part];
}

/** Each node on a path such as `skills[0].level`, outer to inner. */
function along(schema: object | undefined, path: string): { part: string; node: Node | undefined }[] {
  const whole = (schema ?? {}) as Node;
  let node = targetOf(whole.$defs, whole.$ref);
  return path
    .split(/\.|\[|\]/u)
    .filter(Boolean)
    .map((part) => {
      const inner = down(node, part);
      node = inner?.$ref ? targetOf(whole.$defs, inner.$ref) : inner;
      return { part, node: inner };
    });
}

/** What is at the end of a path; undefined where the schema leaves it open. */
export function specAt(schema: object | undefined, path: string): Spec | undefined {
  const last = along(schema, path).at(-1);
  return last?.node && spec(last.part, last.node, false);
}

/** The title of a path such as `skills[0].level`, outer to inner. */
export function titleOf(schema: object | undefined, path: string): string {
  return along(schema, path)
    .map(({ part, node }) => (isIndex(part) ? String(Number(part) + 1) : (node?.title ?? part)))
    .join(' · ');
}

/** A new document: every default written out. */
export const blank = (specs: readonly Spec[]): Record<string, unknown> =>
  Object.fromEntries(
    specs.filter((one) => one.byDefault !== undefined).map((one) => [one.name, one.byDefault]),
  );
