/** Every offer there was, with the receipt of its decision: a sentence, and the figures behind it. */
import { useTranslation } from 'react-i18next';
import { Chip, type Tone } from '@/ui/Bits';
import { currentLanguage, textAt } from '@/ui/i18n';
import type { Names } from '@/ui/rules';
import { fullTime, useNow, whenShort } from '@/ui/time';
import type { Receipt } from './questions';
import styles from './Routing.module.css';
import { keyInWords, reasonInWords } from './words';

const TONES: Readonly<Record<string, Tone>> = {
  accepted: 'ok',
  made: 'info',
  declined: 'warn',
  expired: 'warn',
};

function Figures({ receipt, names }: { receipt: Receipt; names: Names }) {
  const { t } = useTranslation('routing');
  const at = Date.parse(receipt.at);
  const excluded = Object.entries(receipt.excluded).sort(([, one], [, other]) => other - one);
  const rows = [
    { agent: receipt.agent, key: receipt.key, mark: t('why.chosenMark') },
    ...receipt.runners_up.map((one) => ({ ...one, mark: t('why.runnerUp') })),
  ];
  return (
    <div className={styles['figures']}>
      <table className={styles['table']}>
        <caption>{t('why.chosen')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('why.agent')}</th>
            <th scope="col">{t('why.key')}</th>
            <th scope="col">{t('why.order')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={row.agent.id} data-first={index === 0 || undefined}>
              <td>
                <b>{row.agent.name}</b>
              </td>
              <td>{keyInWords(receipt.rule, row.key, at)}</td>
              <td>{row.mark}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {excluded.length > 0 && (
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
            {excluded.map(([reason, count]) => (
              <tr key={reason}>
                <td>{reasonInWords(reason, names.skill)}</td>
                <td data-figures>{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

export function OneReceipt({ receipt, names }: { receipt: Receipt; names: Names }) {
  const { t } = useTranslation('routing');
  const now = useNow();
  const at = Date.parse(receipt.at);
  const decided = receipt.rule !== '';
  return (
    <article className={styles['receipt']} aria-label={receipt.agent.name}>
      <header>
        <b>{receipt.agent.name}</b>
        <Chip tone={TONES[receipt.state] ?? 'plain'}>
          {textAt(`routing:offer.${receipt.state}`) ?? receipt.state}
        </Chip>
        <time dateTime={receipt.at} title={fullTime(at)}>
          {t('why.offerAt', { when: whenShort(at, now) })}
        </time>
      </header>
      <p>{decided ? receipt.text[currentLanguage()] : t('why.noReceipt')}</p>
      {receipt.order && <p>{textAt(`routing:orderOf.${receipt.order}`)}</p>}
      {receipt.step > 0 && <p>{t('why.step', { step: receipt.step })}</p>}
      {decided && <Figures receipt={receipt} names={names} />}
      {decided && (
        <small>{t('why.fine', { position: receipt.position, configuration: receipt.configuration })}</small>
      )}
    </article>
  );
}
