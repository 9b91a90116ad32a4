/** A plan, document by document: new, changed field by field, retired; and what is against it. */
import { IconAlertTriangle, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { textAt } from '@/ui/i18n';
import { ChangeList } from '../config/Changes';
import { isKind } from '../sections';
import type { ConfigLine, ConfigPlan } from './code';
import styles from './Code.module.css';

const TONES: Readonly<Record<ConfigLine['what'], Tone>> = { added: 'ok', changed: 'info', retired: 'warn' };

function Fields({ line }: { line: ConfigLine }) {
  if (isKind(line.kind)) return <ChangeList kind={line.kind} changes={line.changes} />;
  return (
    <dl className={styles['fields']}>
      {line.changes.slice(0, 40).map((one) => (
        <div key={one.path}>
          <dt>
            <code>{one.path}</code>
          </dt>
          <dd>
            {one.from !== null && <del>{String(JSON.stringify(one.from))}</del>}{' '}
            <ins>{String(JSON.stringify(one.to))}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Document({ line }: { line: ConfigLine }) {
  const { t } = useTranslation(['code', 'admin']);
  const head = (
    <>
      <Chip tone={TONES[line.what]}>{t(line.what)}</Chip>
      <b>{line.name || line.slug}</b>
      <small>{textAt(`admin:section.${line.kind}`) ?? line.kind}</small>
      <code>
        {line.kind}/{line.slug}
      </code>
    </>
  );
  if (line.changes.length === 0) return <li className={styles['line']}>{head}</li>;
  return (
    <li>
      <details open={line.what === 'changed' && line.changes.length <= 6}>
        <summary className={styles['line']}>
          {head}
          <small>{t('fields', { count: line.changes.length })}</small>
        </summary>
        <Fields line={line} />
      </details>
    </li>
  );
}

function Against({ plan, warnings }: { plan: ConfigPlan; warnings: boolean }) {
  const { t } = useTranslation('code');
  const found = plan.objections.filter((one) => one.warning === warnings);
  if (found.length === 0) return null;
  const Icon = warnings ? IconAlertTriangle : IconCircleX;
  return (
    <section className={styles['against']} data-warnings={warnings || undefined}>
      <h2>
        <Icon size={17} aria-hidden /> {t(warnings ? 'warnings' : 'problems')}
      </h2>
      <ul>
        {found.map((one, index) => (
          <li key={`${one.document} ${one.field} ${one.code} ${index}`}>
            <code>{[one.document, one.field].filter(Boolean).join(': ')}</code> {one.text}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function PlanShown({ plan }: { plan: ConfigPlan }) {
  const { t } = useTranslation('code');
  return (
    <>
      <Against plan={plan} warnings={false} />
      <section>
        <h2>{plan.lines.length > 0 ? t('plan') : t('nothing')}</h2>
        <ul className={styles['lines']}>
          {plan.lines.map((line) => (
            <Document key={`${line.kind}/${line.slug}`} line={line} />
          ))}
        </ul>
        <p className={styles['quiet']}>
          {plan.lines.length > 0 ? t('same', { count: plan.same }) : t('nothingHint', { count: plan.same })}
        </p>
      </section>
      <Against plan={plan} warnings />
    </>
  );
}
