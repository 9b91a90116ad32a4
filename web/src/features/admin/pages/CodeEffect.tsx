/** What the twin expects of a plan: service level, waits and abandonment, now and then, and how sure that is. */
import { useTranslation } from 'react-i18next';
import { namedIn, useDocuments } from '@/api/documents';
import { difference, figure, type Unit } from '@/ui/figures';
import { currentLanguage, textAt } from '@/ui/i18n';
import { ListSkeleton } from '@/ui/States';
import type { ConfigPlan, Expected } from './code';
import styles from './Code.module.css';

const FIGURES: readonly {
  key: 'service_level_pct' | 'asa_s' | 'wait_p90_s' | 'abandoned_pct';
  unit: Unit;
}[] = [
  { key: 'service_level_pct', unit: 'percent' },
  { key: 'asa_s', unit: 'seconds' },
  { key: 'wait_p90_s', unit: 'seconds' },
  { key: 'abandoned_pct', unit: 'percent' },
];

const dayInWords = (day: string): string =>
  new Date(`${day}T12:00:00`).toLocaleDateString(currentLanguage(), { dateStyle: 'long' });

/** Queues by their names. */
function useQueueName(): (slug: string) => string {
  const { t, i18n } = useTranslation('code');
  const queues = useDocuments('queue');
  return (slug) => {
    const line = queues.data?.items.find((one) => one.slug === slug);
    return slug === '' ? t('all') : line ? namedIn(i18n.language, line) : slug;
  };
}

/** With its sign, and what it is a difference of. */
function useDifference(): (value: number, unit: Unit) => string {
  const { t } = useTranslation('code');
  return (value, unit) => difference(value, unit) + (unit === 'percent' ? ` ${t('points')}` : '');
}

function Rows({ one }: { one: Expected }) {
  const { t } = useTranslation('code');
  const [nameOf, changeOf] = [useQueueName(), useDifference()];
  const rows = FIGURES.filter(({ key }) => one.before[key] && one.after[key] && one.difference[key]);
  return rows.map(({ key, unit }, index) => {
    const [before, after, change] = [one.before[key], one.after[key], one.difference[key]];
    if (!before || !after || !change) return null;
    const sure = change.low > 0 || change.high < 0;
    return (
      <tr key={key}>
        {index === 0 && (
          <th scope="rowgroup" rowSpan={rows.length}>
            {nameOf(one.queue)}
          </th>
        )}
        <th scope="row">{t(`figure.${key}`)}</th>
        <td>{figure(before.mean, unit)}</td>
        <td>{figure(after.mean, unit)}</td>
        <td>
          <b data-sure={sure || undefined}>{sure ? changeOf(change.mean, unit) : t('stays')}</b>{' '}
          <small>
            {t('between', { low: difference(change.low, unit), high: difference(change.high, unit) })}
          </small>
        </td>
      </tr>
    );
  });
}

export function Effect({ plan }: { plan: ConfigPlan | null }) {
  const { t } = useTranslation(['code', 'why']);
  const effect = plan?.effect;
  return (
    <section aria-busy={plan === null}>
      <h2>{t('effect')}</h2>
      {plan === null && (
        <>
          <p className={styles['quiet']} role="status">
            {t('asking')}
          </p>
          <ListSkeleton rows={3} />
        </>
      )}
      {plan && !effect && (
        <p className={styles['quiet']}>{t(plan.no_effect === 'nobody_works_here' ? 'nobody' : 'noEffect')}</p>
      )}
      {effect && (
        <>
          <p className={styles['quiet']}>
            {effect.day
              ? t('effectOf', { day: dayInWords(effect.day), times: effect.replications })
              : t('effectMade', { times: effect.replications })}
          </p>
          {effect.notes.map((note) => (
            <p key={note} className={styles['quiet']}>
              {textAt(`why:${note}`) ?? textAt(`why:note.${note}`) ?? ''}
            </p>
          ))}
          <div className={styles['scroll']} tabIndex={0} role="region" aria-label={t('effect')}>
            <table className={styles['effect']}>
              <thead>
                <tr>
                  <th scope="col">{t('queue')}</th>
                  <th scope="col" aria-label={t('effect')} />
                  <th scope="col">{t('before')}</th>
                  <th scope="col">{t('after')}</th>
                  <th scope="col">{t('difference')}</th>
                </tr>
              </thead>
              <tbody>
                {effect.queues.map((one) => (
                  <Rows key={one.queue} one={one} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
