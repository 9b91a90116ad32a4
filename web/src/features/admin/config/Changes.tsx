/** What differs: the field in words, what it was, what it becomes. */
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { sayProblem } from '@/ui/problem';
import { ErrorState, ListSkeleton } from '@/ui/States';
import { spanInWords } from '@/ui/time';
import styles from '../Admin.module.css';
import type { Kind } from '../sections';
import { useChanges, useSchemas, type Change } from './questions';
import { specsOf, titleOf, type Spec } from './schema';

interface ValueProps {
  value: unknown;
  /** The field it belongs to, where it is one of the document itself. */
  spec: Spec | undefined;
}

/** A choice's own words, a span with its units. */
function wordFor(value: unknown, spec: Spec | undefined): string | undefined {
  if (spec?.shape === 'duration' && typeof value === 'number') return spanInWords(value);
  return spec?.options.find((option) => option.value === value)?.label;
}

function Value({ value, spec }: ValueProps) {
  const { t } = useTranslation('admin');
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

export function ChangeList({ kind, changes }: { kind: Kind; changes: readonly Change[] }) {
  const { t } = useTranslation(['admin', 'permissions']);
  const schemas = useSchemas();
  const specs = specsOf(schemas.data?.[kind]);
  if (changes.length === 0) return <p className={styles['quiet']}>{t('diff.none')}</p>;
  return (
    <dl className={styles['diff']}>
      {changes.map((change) => (
        <div key={change.path}>
          <dt>{labelOf(schemas.data?.[kind], change.path)}</dt>
          <dd>
            {change.from !== null && (
              <del>
                <Value value={change.from} spec={specs.find((one) => one.name === change.path)} />
              </del>
            )}
            <ins>
              <Value value={change.to} spec={specs.find((one) => one.name === change.path)} />
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
