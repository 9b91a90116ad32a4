/** What differs: the field in words, what it was, what it becomes. */
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { listed, urgency } from '@/ui/rules';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { spanInWords } from '@/ui/time';
import styles from '../Admin.module.css';
import type { Kind } from '../sections';
import { useReferences } from '../forms/choices';
import { useChanges, useSchemas, type Change } from '@/api/documents';
import { specAt, titleOf, type Shape, type Spec } from './schema';

interface ValueProps {
  value: unknown;
  /** The field it belongs to, where the schema knows it. */
  spec: Spec | undefined;
}

/** What a document or a channel is called. */
function Referred({ to, slugs }: { to: string; slugs: readonly string[] }) {
  const names = useReferences(to, slugs);
  return <>{listed(slugs.map((slug) => names.find((one) => one.value === slug)?.label ?? slug))}</>;
}

const inWords: Readonly<Partial<Record<Shape, (figure: number) => string>>> = {
  duration: spanInWords,
  minutes: (minutes) => spanInWords(minutes * 60),
  priority: urgency,
};

/** A choice's own words, a figure with its units. */
function wordFor(value: unknown, spec: Spec | undefined): string | undefined {
  if (!spec) return undefined;
  if (typeof value === 'number') {
    return inWords[spec.shape]?.(value) ?? (spec.unit === '%' ? `${String(value)} %` : undefined);
  }
  return spec.options.find((option) => option.value === value)?.label;
}

/** The slugs in a field that refers to something by them. */
function slugsIn(value: unknown, spec: Spec | undefined): string[] {
  if (!spec?.to || (spec.shape !== 'one' && spec.shape !== 'many')) return [];
  return [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
}

function Value({ value, spec }: ValueProps) {
  const { t } = useTranslation('admin');
  const slugs = slugsIn(value, spec);
  if (spec && slugs.length > 0) return <Referred to={spec.to} slugs={slugs} />;
  const word = wordFor(value, spec);
  if (word) return <>{word}</>;
  if (value === null || value === undefined || value === '')
    return <em className={styles['quiet']}>{t('diff.empty')}</em>;
  if (typeof value === 'boolean') return <>{value ? t('diff.yes') : t('diff.no')}</>;
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return value.length ? <>{value.join(', ')}</> : <em className={styles['quiet']}>{t('diff.empty')}</em>;
  }
  return typeof value === 'object' ? <code>{JSON.stringify(value)}</code> : <>{String(value)}</>;
}

/** `permissions.conversation.read` reads better as the permission's own words. */
function labelOf(schema: object | undefined, path: string): string {
  if (path.startsWith('permissions.')) return textAt(`permissions:permission.${path.slice(12)}`) ?? path;
  if (path.startsWith('settings.'))
    return textAt(`admin:setting.${path.slice(9).split('[')[0] ?? ''}`) ?? path.slice(9);
  return titleOf(schema, path) || path;
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

export function ChangeList({ kind, changes }: { kind: Kind; changes: readonly Change[] }) {
  const { t } = useTranslation(['admin', 'permissions']);
  const schemas = useSchemas();
  // A list that was empty and is not any more is told by what is in it now.
  const told = changes.filter(({ from, to }) => !(isEmpty(from) && isEmpty(to)));
  if (told.length === 0) return <p className={styles['quiet']}>{t('diff.none')}</p>;
  return (
    <dl className={styles['diff']}>
      {told.map((change) => (
        <div key={change.path}>
          <dt>{labelOf(schemas.data?.[kind], change.path)}</dt>
          <dd>
            {change.from !== null && (
              <del>
                <Value value={change.from} spec={specAt(schemas.data?.[kind], change.path)} />
              </del>
            )}
            <ins>
              <Value value={change.to} spec={specAt(schemas.data?.[kind], change.path)} />
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface Props {
  kind: Kind;
  slug: string;
  from: number;
  to: number | 'draft';
}

export function Changes({ kind, slug, from, to }: Props) {
  const { t } = useTranslation('admin');
  const query = useChanges(kind, slug, from, to);
  if (query.isPending) return <ListSkeleton rows={3} />;
  if (query.isError) return <ErrorState title={t('diff.failed')} detail={sayProblem(query.error)} />;
  return <ChangeList kind={kind} changes={query.data} />;
}
