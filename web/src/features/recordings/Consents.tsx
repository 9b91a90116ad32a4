/** What a customer was told about being recorded, and what he answered, newest first. */
import { useTranslation } from 'react-i18next';
import { momentShort } from '@/ui/time';
import { useConsents } from './questions';
import styles from './Recording.module.css';

export function Consents({ customer }: { customer: string }) {
  const { t } = useTranslation('recording');
  const { data } = useConsents(customer);
  if (!data || data.items.length === 0) return null;
  return (
    <section className={styles['consents']} aria-label={t('consent.title')}>
      <h3>{t('consent.title')}</h3>
      <ul>
        {data.items.slice(0, 5).map((one) => (
          <li key={one.id} title={one.text}>
            <b>{t(`consent.${one.answer as 'yes'}`)}</b>
            {one.said && <> ({t('consent.by', { said: one.said })})</>}{' '}
            <small>
              {momentShort(Date.parse(one.at))} · {t('consent.version', { version: one.version.slice(0, 6) })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
