/** With whom a call is: name, company, number and how far that number can be trusted. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CallView } from '@/api/calls';
import { Attest } from '@/ui/Attest';
import { Avatar } from '@/ui/Bits';
import styles from './Phone.module.css';

export const useName = (): ((call: Pick<CallView, 'name' | 'shown'>) => string) => {
  const { t } = useTranslation('phone');
  return (call) => call.name || call.shown || t('unknown');
};

export function Who({ call }: { call: CallView }) {
  const { t } = useTranslation('phone');
  const nameOf = useName();
  const number = call.withheld ? t('withheld') : call.shown;
  return (
    <div className={styles['who']}>
      <Avatar name={nameOf(call)} size={38} />
      <div>
        <Link
          className={styles['name']}
          to={`/inbox/all/${call.conversation}` as string}
          title={t('do.open')}
        >
          {nameOf(call)}
        </Link>
        <span className={styles['under']}>
          {call.organization && <span>{call.organization}</span>}
          {number && number !== nameOf(call) && <span>{number}</span>}
          {call.diverted && <span>{t('diverted', { number: call.diverted })}</span>}
          <Attest call={call} />
        </span>
      </div>
    </div>
  );
}
