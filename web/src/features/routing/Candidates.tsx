/** Everybody: those who could be asked in their order, the others by what stands against them. */
import { IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { textAt } from '@/ui/i18n';
import { StateDot } from '@/ui/Bits';
import type { Names } from '@/ui/rules';
import type { Candidate } from './questions';
import styles from './Routing.module.css';
import { keyInWords, reasonInWords } from './words';

interface AbleProps {
  candidates: readonly Candidate[];
  /** The queue's way to choose. */
  rule: string;
  at: number;
}

function Able({ candidates, rule, at }: AbleProps) {
  const { t } = useTranslation(['routing', 'desk']);
  if (candidates.length === 0) {
    return (
      <p className={styles['nobody']}>
        <IconUserOff size={16} aria-hidden /> {t('why.nobody')}
      </p>
    );
  }
  return (
    <table className={styles['table']}>
      <caption>{t('why.couldBeAsked')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('why.order')}</th>
          <th scope="col">{t('why.agent')}</th>
          <th scope="col">{t('why.key')}</th>
          <th scope="col" data-figures>
            {t('why.load')}
          </th>
        </tr>
      </thead>
      <tbody>
        {candidates.map((one, index) => (
          <tr key={one.agent.id} data-first={index === 0 || undefined}>
            <td>{index + 1}</td>
            <td>
              <StateDot state={one.state} /> <b>{one.agent.name}</b>
            </td>
            <td>{keyInWords(rule, one.key, at)}</td>
            <td data-figures>
              {one.load}/{one.capacity}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function byReason(candidates: readonly Candidate[]): [string, Candidate[]][] {
  const groups = new Map<string, Candidate[]>();
  for (const one of candidates) {
    const reason = one.reasons[0] ?? '';
    groups.set(reason, [...(groups.get(reason) ?? []), one]);
  }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

const state = (name: string): string => textAt(`desk:presence.${name}`) ?? name;

function Others({ candidates, names }: { candidates: readonly Candidate[]; names: Names }) {
  const { t } = useTranslation('routing');
  if (candidates.length === 0) return null;
  return (
    <div className={styles['others']}>
      <h4>{t('why.others')}</h4>
      <dl>
        {byReason(candidates).map(([reason, group]) => (
          <div key={reason}>
            <dt>
              {reasonInWords(reason, names.skill)} <b>{group.length}</b>
            </dt>
            <dd>
              {group.map((one) => (
                <span key={one.agent.id} title={state(one.state)}>
                  <StateDot state={one.state} /> {one.agent.name}
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface Props extends AbleProps {
  names: Names;
  /** Said elsewhere when nobody could be asked. */
  quiet?: boolean;
}

export function Candidates({ candidates, names, quiet = false, ...able }: Props) {
  const fitting = candidates.filter((one) => one.fits);
  return (
    <>
      {(fitting.length > 0 || !quiet) && <Able candidates={fitting} {...able} />}
      <Others candidates={candidates.filter((one) => !one.fits)} names={names} />
    </>
  );
}

/** Counts only: for who may not see his colleagues. */
export function Counted({
  able,
  excluded,
  names,
}: {
  able: number;
  excluded: Record<string, number>;
  names: Names;
}) {
  const { t } = useTranslation('routing');
  const reasons = Object.entries(excluded).sort(([, one], [, other]) => other - one);
  return (
    <>
      <p className={styles['nobody']}>
        {able > 0 ? <IconUserCheck size={16} aria-hidden /> : <IconUserOff size={16} aria-hidden />}{' '}
        {able > 0 ? t('why.ableOnly', { count: able }) : t('why.ableNone')}
      </p>
      {reasons.length > 0 && (
        <table className={styles['table']}>
          <caption>{t('why.excluded')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('why.reason')}</th>
              <th scope="col" data-figures>
                {t('why.count')}
              </th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(([reason, count]) => (
              <tr key={reason}>
                <td>{reasonInWords(reason, names.skill)}</td>
                <td data-figures>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
