/** What an offered call shows besides: from which number, how far that can be trusted, and what it is about. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCalls } from '@/live/calls';
import type { CallView } from '@/api/calls';
import { Attest } from '@/ui/Attest';
import styles from './Offer.module.css';

export function OfferCall({ interaction, conversation }: { interaction: string; conversation: string }) {
  const { t } = useTranslation(['phone', 'matter']);
  const call = useCalls((state) => state.calls[interaction]) as CallView | undefined;
  const said = call?.withheld ? t('phone:withheld') : call?.shown;
  return (
    <div className={styles['facts']}>
      {said && <span>{said}</span>}
      {call && !call.withheld && call.number && !call.name && <span>{t('matter:call.unknown')}</span>}
      {call && <Attest call={call} />}
      <Link to={`/inbox/all/${conversation}` as string}>{t('phone:do.open')}</Link>
    </div>
  );
}
